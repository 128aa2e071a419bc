package dev.stoa.maintenance.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.cache.CacheStats;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CacheLineTest {
    @Test
    void aCacheIsLoggedInTheWordsOfTheReports() {
        assertThat(
                        CacheOperations.line(
                                new CacheStats(
                                        "thread",
                                        12,
                                        3 << 20,
                                        75,
                                        25,
                                        6.25,
                                        Duration.ofMinutes(5),
                                        100,
                                        0,
                                        0)))
                .isEqualTo(
                        "Cache thread: hit rate 75.0 %, 75 hits, 25 misses, 12 entries, 3.0 MB, 6.3 accesses each");
    }
}
