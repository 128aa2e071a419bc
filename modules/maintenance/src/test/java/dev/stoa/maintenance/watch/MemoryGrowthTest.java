package dev.stoa.maintenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.maintenance.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MemoryGrowthTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Real collections of the heap of this process; the clock alone is hurried. */
    @Test
    void memoryThatIsHeldIsFoundByWhatCollectionsLeave() {
        List<byte[]> held = new ArrayList<>();
        MemoryGrowth growth = new MemoryGrowth(() -> now, LiveSet::now);
        List<Finding> found = List.of();
        for (int i = 0; i < 11; i++) {
            held.add(new byte[8 << 20]);
            System.gc();
            found = growth.examine();
            now = now.plus(Duration.ofMinutes(10));
            if (i < 9) {
                assertThat(found).as("before an hour and a half").isEmpty();
            }
        }
        assertThat(held).hasSize(11);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo("memory-growth");
        assertThat(found.getFirst().confidence()).isEqualTo(0.9);
        assertThat(found.getFirst().summary()).contains("MB an hour");
    }

    @Test
    void aHeapThatGoesUpAndDownIsNotFound() {
        long[] number = {0};
        MemoryGrowth growth =
                new MemoryGrowth(
                        () -> now,
                        () ->
                                Optional.of(
                                        new LiveSet(
                                                (100L + 40 * (number[0]++ % 3)) << 20,
                                                number[0],
                                                false)));
        for (int i = 0; i < 200; i++) {
            assertThat(growth.examine()).isEmpty();
            now = now.plus(Duration.ofMinutes(1));
        }
    }

    @Test
    void whatOnlyYoungCollectionsShowIsHardlyLikely() {
        long[] number = {0};
        MemoryGrowth growth =
                new MemoryGrowth(
                        () -> now,
                        () -> Optional.of(new LiveSet((50 + number[0]++) << 20, number[0], false)));
        List<Finding> found = List.of();
        for (int i = 0; i < 120; i++) {
            found = growth.examine();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().confidence()).isEqualTo(0.4);
    }
}
