package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded PostgreSQL is killed under load, alone: the node starts it again and loses nothing.
 */
class PostgresKillIT {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":\"(\\d+)\"");

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
                        .replying("write", 30, service.demoKey());
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
            List<Traffic.Note> writes = traffic.notes("write", 0, Long.MAX_VALUE);
            assertThat(writes)
                    .allSatisfy(
                            note -> {
                                assertThat(note.status()).as(note.toString()).isIn(201, 503);
                                assertThat(note.took()).as(note.toString()).isLessThan(2000);
                                assertThat(note.retryAfter().isEmpty())
                                        .isEqualTo(note.status() == 201);
                            });
            assertThat(traffic.awaitStatus("write", 201, killed + 300) - killed)
                    .as("milliseconds to the first write")
                    .isLessThan(10_000);
            assertThat(traffic.notes("live", 0, Long.MAX_VALUE))
                    .allMatch(note -> note.status() == 200 && note.took() < 1000);
            assertThat(traffic.notes("list", 0, Long.MAX_VALUE))
                    .as("reads of what was read before")
                    .allMatch(note -> note.status() == 200);
            List<String> acknowledged =
                    writes.stream()
                            .filter(note -> note.status() == 201)
                            .map(note -> id(note.body()))
                            .toList();
            assertThat(
                            service.stored(
                                    "select count(*) from posts where id in ("
                                            + String.join(",", acknowledged)
                                            + ")"))
                    .isEqualTo(Integer.toString(acknowledged.size()));
            System.out.printf(
                    "embedded PostgreSQL killed: %d writes acknowledged, %d refused, writes again after %d ms%n",
                    acknowledged.size(),
                    writes.size() - acknowledged.size(),
                    traffic.awaitStatus("write", 201, killed + 300) - killed);
        }
    }

    private static String id(String body) {
        Matcher id = ID.matcher(body);
        assertThat(id.find()).as(body).isTrue();
        return id.group(1);
    }
}
