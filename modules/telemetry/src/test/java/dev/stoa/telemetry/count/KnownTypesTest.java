package dev.stoa.telemetry.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.telemetry.event.TypeGate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KnownTypesTest {
    private final AtomicLong now = new AtomicLong();
    private final KnownTypes types = new KnownTypes(2, now::get);

    @Test
    void aBatchThatIsRefusedTakesNoRoom() {
        TypeGate refused = types.gate();
        assertThat(refused.admits("a")).isTrue();
        assertThat(refused.admits("b")).isTrue();
        assertThat(refused.admits("a")).isTrue();
        assertThat(refused.admits("c")).isFalse();

        assertThat(types.gate().admits("c")).isTrue();
    }

    @Test
    void whatASoundBatchBringsHasRoomAtOnceAndLosesItWhereItWasNotStored() {
        TypeGate sound = types.gate();
        sound.admits("a");
        sound.admits("b");
        sound.enter();
        assertThat(types.gate().admits("c")).isFalse();
        assertThat(types.gate().admits("b")).isTrue();

        now.addAndGet(Duration.ofSeconds(121).toNanos());
        types.learn(List.of("a"));

        assertThat(types.gate().admits("c")).isTrue();
        assertThat(types.gate().admits("a")).isTrue();
    }
}
