package dev.stoa.maintenance.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScreenTest {
    private static View view(long seconds, int requests, int calls) throws IOException {
        return new View(
                seconds * 1_000_000_000,
                Reading.of(
                        """
                        {"status":"healthy","node":"a-1","stage":"ready","uptimeSeconds":3725,
                         "components":{"database":{"status":"healthy","latency":1.25}}}"""),
                Reading.of(
                        """
                        {"requests":{"total":%d,"averageResponseTime":4.2,"peakResponseTime":58.3,
                                     "slowRequests":1,"errorRate":0.25},
                         "database":{"sizeMB":78.4},
                         "system":{"heapUsedMB":50,"heapMaxMB":200,"residentMB":190,"cpuPercent":12.5},
                         "recommendations":[{"kind":"route-slow","subject":"GET /a","summary":"It \\u001b[2Jis.",
                                             "confidence_score":0.8}]}"""
                                .formatted(requests)),
                Reading.of(
                        """
                        {"queryCount":%d,"averageMs":2.5,"slowQueries":3,"failures":0,"statements":[
                         {"name":"forum.threads.recent","calls":%d,"totalMs":%d,"averageMs":2.5,"p95Ms":9.1,
                          "slow":{"record":1,"warn":0,"slow":2,"page":1}}]}"""
                                .formatted(calls, calls, calls * 2)),
                Reading.of("{\"size\":4,\"active\":2,\"waiting\":1,\"refused\":5}"),
                Reading.of(
                        """
                        {"type":"redis","hitRate":87.5,"entries":12,"bytes":2097152,"items":[
                         {"name":"thread","entries":12,"bytes":2097152,"hits":7,"misses":1,"hitRate":87.5,
                          "maxEntries":1000}]}"""),
                Reading.of(
                        """
                        {"items":[{"name":"forum.ranks.refresh","running":true,"nextAt":"2026-01-01T00:00:00.5Z",
                                   "lastRun":{"status":"running","durationMs":null}}]}"""));
    }

    @Test
    void countsAreShownAsRatesBetweenTwoLooks() throws IOException {
        List<String> lines =
                new Screen(view(12, 150, 40), view(10, 100, 20), "http://x")
                        .lines(120, 40, "10:00");

        assertThat(lines)
                .contains(
                        "Stoa a-1  ready, healthy  up 1:02:05  http://x  10:00",
                        "Requests  25/s   4.2 ms mean   58.3 ms peak   1 slow   0.25 % failed   150 in all",
                        "Pool      [##########----------] 2 of 4 at work, 1 wait, 5 refused since the start",
                        "Cache     [##################--] redis 87.5 % hits, 12 entries, 2.0 MB")
                .anyMatch(line -> line.matches("forum.threads.recent +10 +2.50 +9.10 +40 +3"))
                .anyMatch(line -> line.matches("forum.ranks.refresh +running +0 +now +"))
                .contains(" 80 % route-slow GET /a: It ?[2Jis.")
                .endsWith("q quits");
    }

    @ParameterizedTest
    @CsvSource({"120, 40", "80, 24", "40, 10", "10, 4", "1, 1"})
    void itFitsWhateverTheTerminal(int width, int height) throws IOException {
        List<String> lines =
                new Screen(view(12, 150, 40), null, "http://x").lines(width, height, "10:00");

        assertThat(lines).hasSizeLessThanOrEqualTo(height);
        assertThat(lines).allMatch(line -> line.length() <= width);
        assertThat(lines.getLast()).isEqualTo("q quits".substring(0, Math.min(7, width)));
    }
}
