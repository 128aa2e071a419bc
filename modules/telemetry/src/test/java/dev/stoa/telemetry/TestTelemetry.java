package dev.stoa.telemetry;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Node;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.jobs.JobRecord;
import dev.stoa.platform.jobs.JobStatus;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestMember;
import dev.stoa.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;

/** A running node with an empty telemetry, and members who may use it. */
public final class TestTelemetry implements AutoCloseable {
    public static final String EVENTS = "/api/telemetry/events";

    private static final String SECRET = "a secret of the tests, long enough for one";

    private final TestDatabase database;
    private final Node node;
    private final Platform platform;
    private final TestClient http;
    private final TestMember admin;

    private TestTelemetry(TestDatabase database, Map<String, String> own) {
        this.database = database;
        this.node =
                Node.start(
                        Settings.of(settings(database, own)),
                        Stream.<Setting<?>>concat(
                                        PlatformSettings.all().stream(),
                                        ServiceLoader.load(FeatureProvider.class).stream()
                                                .flatMap(each -> each.get().settings().stream()))
                                .toList(),
                        Path.of("target"),
                        _ -> {});
        this.platform = Insider.platform();
        this.http = new TestClient(node.httpPort());
        this.admin = TestMember.of("admin", http, database);
    }

    /** Takes what a node gives its features, for the tests. */
    public static final class Insider implements FeatureProvider {
        private static final List<Platform> SEEN = Collections.synchronizedList(new ArrayList<>());

        static Platform platform() {
            return SEEN.getLast();
        }

        @Override
        public Feature create(Platform platform) {
            SEEN.add(platform);
            return () -> "insider";
        }
    }

    private static Map<String, String> settings(TestDatabase database, Map<String, String> own) {
        Map<String, String> all = new HashMap<>();
        all.put("database.url", database.jdbcUrl());
        all.put("database.user", "postgres");
        all.put("http.port", "0");
        all.put("admin.port", "0");
        all.put("rate-limits.profile", "off");
        all.put("secrets.cursor-key", SECRET);
        all.put("secrets.key-pepper", SECRET);
        all.put("secrets.telemetry-key", SECRET);
        all.putAll(own);
        return all;
    }

    private static final class Holder {
        static final TestTelemetry SHARED = new TestTelemetry(migrated(), Map.of());
    }

    /** One for all tests of a JVM that ask for nothing but their own events. */
    public static TestTelemetry shared() {
        return Holder.SHARED;
    }

    /** An empty, migrated database. */
    public static TestDatabase migrated() {
        return TestPostgres.fresh(
                "migrated",
                url -> Schema.of(new DatabaseAddress(url, "postgres", "").source()).apply());
    }

    /** A node of its own on {@code database}, which outlives it, with settings in pairs. */
    public static TestTelemetry on(TestDatabase database, String... settings) {
        Map<String, String> own = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            own.put(settings[i], settings[i + 1]);
        }
        return new TestTelemetry(database, own);
    }

    public TestDatabase database() {
        return database;
    }

    public Platform platform() {
        return platform;
    }

    public TestClient http() {
        return http;
    }

    public Node node() {
        return node;
    }

    public TestMember admin() {
        return admin;
    }

    /** What the admin is answered. */
    public Answer get(String path) {
        return http.get(path, admin.credential());
    }

    /** What the admin's batch is answered. */
    public Answer send(String... events) {
        return http.send("POST", EVENTS, "[" + String.join(",", events) + "]", admin.credential());
    }

    /** An event of a type at a moment, with further JSON fields. */
    public static String event(String type, Instant at, String... more) {
        return event(UUID.randomUUID(), type, at, more);
    }

    public static String event(UUID id, String type, Instant at, String... more) {
        String rest = more.length == 0 ? "" : "," + String.join(",", more);
        return "{\"eventId\":\"%s\",\"type\":\"%s\",\"occurredAt\":\"%s\"%s}"
                .formatted(id, type, at, rest);
    }

    /** Now, to the second. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Has a job run, and waits for its end. */
    public JobRecord run(String job) throws InterruptedException {
        Instant asked = Instant.now().minusMillis(50);
        while (!platform.jobs().request(job)) {
            Thread.sleep(50);
        }
        while (true) {
            for (JobRecord each : platform.jobs().runs(job)) {
                if (each.startedAt().isAfter(asked) && each.status() != JobStatus.RUNNING) {
                    return each;
                }
            }
            Thread.sleep(50);
        }
    }

    /** Waits until all deltas are folded. */
    public void folded() throws InterruptedException {
        while (database.number("select count(*) from telemetry_deltas") > 0) {
            Thread.sleep(20);
        }
    }

    /** Rollups that differ from what the events say. */
    public long wrong() {
        return database.number(
                """
                with truth as (
                    select k.grain, date_trunc(k.grain, e.occurred_at, 'UTC') as bucket, e.type,
                           case when e.props ->> 'platform' in ('web', 'android', 'ios', 'desktop', 'bot')
                                then e.props ->> 'platform' else '' end as dimension, count(*) as n
                      from telemetry_events e cross join (values ('minute'), ('hour'), ('day')) k(grain)
                     group by 1, 2, 3, 4)
                select count(*) from truth t
                  full join (select * from telemetry_rollups where events <> 0) r
                 using (grain, bucket, type, dimension)
                 where t.n is distinct from r.events
                """);
    }

    @Override
    public void close() {
        node.close();
    }
}
