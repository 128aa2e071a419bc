package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationsTest {
    private static final Tag[] THREAD = {Tag.of("thread", 1)};

    @Test
    void aTagChangedAfterItsBumpOnly() {
        Generations generations = new Generations(100);
        long before = generations.epoch();
        generations.bump(List.of(THREAD));
        long after = generations.epoch();

        assertThat(generations.changedSince(THREAD, before)).isTrue();
        assertThat(generations.changedSince(THREAD, after)).isFalse();
    }

    @Test
    void whatIsForgottenCountsAsChanged() {
        Generations generations = new Generations(10);
        long before = generations.epoch();
        generations.bump(List.of(THREAD));
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
}
