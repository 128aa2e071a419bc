package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerationsTest {
    private static final List<Tag> TAGS = List.of(Tag.of("thread", 1));
    private static final long[] THREAD = Tag.keys(TAGS);

    @Test
    void aTagChangedAfterItsBumpOnly() {
        Generations generations = new Generations(100);
        long before = generations.epoch();
        generations.bump(TAGS);
        long after = generations.epoch();

        assertThat(generations.changedSince(THREAD, before)).isTrue();
        assertThat(generations.changedSince(THREAD, after)).isFalse();
    }

    @Test
    void whatIsForgottenCountsAsChanged() {
        Generations generations = new Generations(10);
        long before = generations.epoch();
        generations.bump(TAGS);
        for (int i = 2; i < 40; i++) {
            generations.bump(List.of(Tag.of("thread", i)));
        }
        long recent = generations.epoch();
        generations.bump(List.of(Tag.of("thread", 40)));

        assertThat(generations.changedSince(THREAD, before)).isTrue();
        assertThat(generations.changedSince(THREAD, recent)).isFalse();
    }

    @Test
    void everythingChangedAfterAClearing() {
        Generations generations = new Generations(10);
        long before = generations.epoch();
        generations.bumpAll();

        assertThat(generations.changedSince(THREAD, before)).isTrue();
        assertThat(generations.changedSince(THREAD, generations.epoch())).isFalse();
    }

    @Test
    void tagsOfDifferentThingsHaveDifferentKeys() {
        Set<Long> keys = new HashSet<>();
        for (String type : List.of("thread", "card", "member", "list", "tag")) {
            for (int id = 0; id < 20_000; id++) {
                keys.add(Tag.of(type, id).key());
            }
        }
        keys.add(new Tag("a", "b:c").key());
        assertThat(keys).hasSize(100_001).doesNotContain(new Tag("thread", "x").key());
    }
}
