package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded PostgreSQL is killed under load, alone: the node starts it again and loses nothing.
 */
class PostgresKillIT {
    @TempDir private Path folder;

    @Test
    void aNodeWhosePostgresIsKilledStartsItAgainAndKeepsWhatItAcknowledged() throws Exception {
        try (var service =
                PackagedService.started(
                        folder.resolve("data"), "demo", "--set", "rate-limits.profile=off")) {
            service.get("/api/forum/threads?limit=20");
            Traffic traffic = Traffic.to(service.origin());
            long killed;
            try (traffic) {
                traffic.reading("live", 10, "/live")
                        .reading("cached", 50, "/api/forum/threads?tab=trending")
                        .reading("list", 20, "/api/forum/threads?limit=20")
                        .replying(
                                "write", 30, service.demoKey(), Acknowledged.open(service::stored));
                traffic.awaitStatus("write", 201, 0);
                Thread.sleep(1000);
                killed = traffic.now();
                for (ProcessHandle each : PackagedService.databases(folder.resolve("data"))) {
                    each.destroyForcibly();
                }
                Thread.sleep(500);
                traffic.awaitStatus("write", 201, killed + 300);
                Thread.sleep(1000);
            }
            assertThat(service.output()).contains("PostgreSQL ended by itself", "is up again");
            List<Traffic.Note> writes = traffic.notes("write");
            assertThat(writes.stream().filter(note -> !isAnsweredInTime(note))).isEmpty();
            long back = traffic.awaitStatus("write", 201, killed + 300) - killed;
            assertThat(back).as("milliseconds to the first write").isLessThan(10_000);
            assertThat(traffic.notes("live").stream().filter(note -> note.status() != 200))
                    .isEmpty();
            assertThat(traffic.notes("list").stream().filter(note -> note.status() != 200))
                    .as("reads of what was read before")
                    .isEmpty();
            List<String> acknowledged = Acknowledged.posts(writes);
            assertThat(service.stored(Acknowledged.counted(acknowledged)))
                    .isEqualTo(Integer.toString(acknowledged.size()));
            System.out.printf(
                    "embedded PostgreSQL killed: %d writes acknowledged, %d refused, writes again after %d ms%n",
                    acknowledged.size(), writes.size() - acknowledged.size(), back);
        }
    }

    /** Within two seconds, and saying when to try again. */
    private static boolean isAnsweredInTime(Traffic.Note note) {
        return note.took() < 2000
                && (note.status() == 201 || note.status() == 503 && !note.retryAfter().isEmpty());
    }
}
