package dev.stoa.platform.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Announcement THREAD = new Announcement("thread", "42");
    private final Outbox outbox = new Outbox();

    @Test
    void aChangeWaitsUntilItIsConfirmed() {
        outbox.add(List.of(THREAD));
        List<Outbox.Waiting> batch = outbox.batch(10);
        assertThat(outbox.holdsOneOf(List.of("member:1", "thread:42"))).isTrue();

        outbox.confirm(batch);

        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.holdsOneOf(List.of("thread:42"))).isFalse();
    }

    @Test
    void aChangeMadeAgainWhileItIsSentIsSentAgain() {
        outbox.add(List.of(THREAD));
        List<Outbox.Waiting> batch = outbox.batch(10);
        outbox.add(List.of(THREAD));

        outbox.confirm(batch);

        assertThat(outbox.holdsOneOf(List.of("thread:42"))).isTrue();
    }

    @Test
    void tooManyChangesBecomeEverything() {
        for (int i = 0; i < 30_000; i++) {
            outbox.add(List.of(new Announcement("thread", Integer.toString(i))));
        }
        assertThat(outbox.batch(100_000)).hasSizeLessThanOrEqualTo(10_001);
        assertThat(outbox.holdsOneOf(List.of("tag:java"))).isTrue();
    }
}
