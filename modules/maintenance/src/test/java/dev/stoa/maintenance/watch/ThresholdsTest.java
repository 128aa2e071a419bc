package dev.stoa.maintenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.SignalsCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What findings begin at is what boards turn red and alerts fire at. */
class ThresholdsTest {
    private final SignalsCheck signals =
            SignalsCheck.of(
                    Path.of(System.getProperty("stoa.root"), "observability", "signals.yaml"));

    ThresholdsTest() throws IOException {}

    private double number(String name, String value) {
        return ((Number) signals.threshold(name, value)).doubleValue();
    }

    @Test
    void findingsBeginAtTheListedThresholds() {
        assertThat(MemoryGrowth.MEGABYTES_AN_HOUR).isEqualTo(number("memory-growth", "red"));
        assertThat((double) MemoryGrowth.LEAST.toMinutes())
                .isEqualTo(number("memory-growth", "uptime-minutes"));
        assertThat(100 * HitRates.RATE).isEqualTo(number("cache-hit-rate", "red"));
        assertThat(IdHeadroom.LEAST).isEqualTo(number("id-headroom", "red"));
        assertThat(PoolUse.MEAN_MILLIS).isEqualTo(number("pool-acquire", "red"));
    }
}
