package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveEventTest {
    @ParameterizedTest
    @EnumSource
    void whatOneNodeWritesAnotherReads(LiveEvent.Kind kind) {
        LiveEvent whole =
                new LiveEvent(
                        kind,
                        List.of(Topic.thread(42), Topic.structure(5), Topic.NEW, Topic.member(7)),
                        new LiveEvent.About(42L, 7L, 3L, Long.MAX_VALUE),
                        Instant.ofEpochMilli(1_700_000_000_123L));
        LiveEvent bare =
                new LiveEvent(kind, List.of(Topic.HOT), LiveEvent.About.NOTHING, Instant.EPOCH);

        assertThat(LiveEvent.read(whole.text())).contains(whole);
        assertThat(LiveEvent.read(bare.text())).contains(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "post-added",
                "moon-rose\tthread:1\t1\t\t\t\t0",
                "post-added\tthread:1\tx\t\t\t\t0",
                "post-added\tthread:1\t1\t\t\t\t"
            })
    void whatItDoesNotUnderstandItLeaves(String text) {
        assertThat(LiveEvent.read(text)).isEmpty();
    }

    @Test
    void topicsThatNobodyCanAskForAreLeftOut() {
        assertThat(LiveEvent.read("counts\tthread:1,\nid: 9,feed:hot\t\t\t\t\t0"))
                .hasValueSatisfying(
                        event ->
                                assertThat(event.topics())
                                        .containsExactly(Topic.thread(1), Topic.HOT));
    }
}
