package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.app.alerts.RuleFiles;
import dev.stoa.testkit.Frozen;
import dev.stoa.testkit.PostgresServer;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.TestRedis;
import dev.stoa.testkit.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node is hurt in one way after the other, and a webhook hears of it, and that it is over, from a
 * real Alertmanager that heard of it from a real Prometheus. Rules are the committed ones, sixty
 * times as quick.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsEndToEndIT {
    private static final int QUICKER = 60;
    private static final String JOB = "sessions.nonces.expire";

    @TempDir private static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static PostgresServer server;
    private static TestRedis redis;
    private static PackagedService service;
    private static Webhook webhook;
    private static Alertmanager alertmanager;
    private static Prometheus prometheus;
    private static Traffic background;

    @BeforeAll
    static void start() throws Exception {
        webhook = new Webhook();
        Path rules = Files.createDirectories(folder.resolve("rules"));
        RuleFiles.ofSources().writeQuick(rules, QUICKER, "1s");
        Path config = rules.resolve("alertmanager.yaml");
        Files.writeString(
                config,
                Files.readString(config).replace("http://127.0.0.1:9095", webhook.origin()));
        alertmanager = Alertmanager.start(Files.createDirectories(folder.resolve("am")), config);
        server = PostgresServer.started(folder.resolve("pg"));
        redis = TestRedis.started();
        service =
                Outside.demo(
                        folder,
                        "node",
                        server,
                        "redis.url=" + redis.url(),
                        "secrets.telemetry-key=a key of a test that is long enough",
                        "rate-limits.profile=on",
                        "rate-limits.read.anonymous=1000000/1m",
                        "rate-limits.post=1000000/1m",
                        "rate-limits.write.member=1000000/1m",
                        "rate-limits.telemetry=1000000/1m");
        prometheus =
                Prometheus.start(
                        Files.createDirectories(folder.resolve("prometheus")),
                        """
                          - job_name: stoa
                            scrape_interval: 1s
                            scrape_timeout: 1s
                            metrics_path: /metrics/prometheus
                            static_configs: [{targets: ['%s']}]
                        rule_files: ['%s/alerts/*.yaml', '%s/rules/*.yaml']
                        alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                        """
                                .formatted(
                                        service.adminOrigin().getAuthority(),
                                        rules,
                                        rules,
                                        alertmanager.address()));
        background = Traffic.to(service.origin());
        background.reading("list", 10, "/api/forum/threads?tab=recent&limit=20");
        prometheus.await("query?query=job:stoa_requests_failed:ratio5m", "\"value\"");
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each :
                Arrays.asList(
                        background, prometheus, alertmanager, service, redis, server, webhook)) {
            if (each != null) {
                each.close();
            }
        }
        CLIENT.close();
    }

    private static HttpResponse<String> admin(
            String method, String path, String body, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(service.adminOrigin().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void run(String job) throws Exception {
        assertThat(admin("POST", "/api/ops/jobs/" + job + "/runs", "").statusCode())
                .as("run " + job)
                .isLessThan(300);
    }

    private static void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(server.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String version(String job) throws IOException {
        return "\"v" + new ObjectMapper().readTree(job).path("version").asLong() + "\"";
    }

    private static long told(String alert, long from) throws Exception {
        Webhook.Told told = webhook.awaitFiring(alert, from);
        System.out.printf("alerts: %s after %d ms%n", alert, told.at() - from);
        return told.at();
    }

    private static void over(String alert) throws Exception {
        long from = webhook.now();
        Webhook.Told told = webhook.awaitResolved(alert);
        System.out.printf("alerts: %s over after %d ms%n", alert, Math.max(0, told.at() - from));
    }

    @Test
    @Order(1)
    void countersLedgerAndPartitionsThatAreWrongAreTold() throws Exception {
        long from = webhook.now();
        execute("update thread_stats set vote_score = vote_score + 7 where thread_id = 1");
        execute(
                """
                update balances set amount = amount + 1
                 where (account, asset) in
                       (select account, asset from balances where account like 'member:%' limit 1)
                """);
        String partitions =
                "select string_agg(c.relname, ', ' order by c.relname desc) from (select relname"
                        + " from pg_inherits i join pg_class r on r.oid = i.inhrelid where i.inhparent"
                        + " = 'telemetry_events'::regclass order by relname desc limit 2) c";
        execute("drop table " + server.stored(partitions));
        run("forum.counters.drift");
        run("sessions.ledger.audit");
        told("CounterDrift", from);
        told("LedgerImbalance", from);
        told("PartitionsLow", from);
        execute(
                """
                update balances b set amount = e.amount
                  from (select account, asset, sum(amount) as amount from ledger_entries group by 1, 2) e
                 where e.account = b.account and e.asset = b.asset and e.amount <> b.amount
                """);
        run("sessions.ledger.audit");
        run("telemetry.partitions.ahead");
        over("LedgerImbalance");
        over("PartitionsLow");
        over("CounterDrift");
    }

    @Test
    @Order(2)
    void whatClientsDoTooOftenOrWrongIsTold() throws Exception {
        long from = webhook.now();
        try (Traffic traffic = Traffic.to(service.origin())) {
            traffic.reading("search", 15, "/api/forum/search?q=stone&type=threads")
                    .every(
                            "telemetry",
                            5,
                            (each, _) ->
                                    each.request("/api/telemetry/events")
                                            .header("X-API-Key", key())
                                            .header("Content-Type", "application/json")
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "[{\"eventId\":\"%s\",\"type\":\"seen\",\"occurredAt\":\"2001-01-01T00:00:00Z\"}]"
                                                                    .formatted(UUID.randomUUID()))))
                    .every(
                            "thread",
                            60,
                            (each, n) ->
                                    each.request("/api/forum/threads/" + (1 + n % 2000)).GET());
            told("RateLimitSpike", from);
            told("TelemetryRejected", from);
            told("CacheHitRateLow", from);
        }
        over("RateLimitSpike");
        over("TelemetryRejected");
        over("CacheHitRateLow");
    }

    private static String key() {
        try {
            return service.demoKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(3)
    void redisThatIsGoneIsToldOnceAndSilencesWhatFollows() throws Exception {
        long from = webhook.now();
        redis.kill();
        told("RedisDown", from);
        alertmanager.awaitInhibited("CacheFallback");
        redis.start();
        over("RedisDown");
        assertThat(webhook.told().filter(each -> each.at() >= from))
                .noneMatch(each -> each.is("CacheFallback", "firing"));
    }

    @Test
    @Order(4)
    void locksThatHoldThePoolAreToldToPeopleAndToWhatDeploys() throws Exception {
        long from = webhook.now();
        try (Traffic traffic = Traffic.to(service.origin())) {
            try (HeldLocks _ = HeldLocks.on("threads", server.jdbcUrl())) {
                traffic.every(
                        "thread",
                        40,
                        (each, n) -> each.request("/api/forum/threads/" + (1 + n % 2000)).GET());
                told("PoolExhausted", from);
                told("ErrorRateHigh", from);
                told("RollbackErrorRate", from);
            }
        }
        assertThat(webhook.told().filter(each -> each.alert().equals("RollbackErrorRate")))
                .extracting(Webhook.Told::receiver)
                .contains("rollback", "page");
        over("PoolExhausted");
        over("ErrorRateHigh");
        over("RollbackErrorRate");
    }

    @Test
    @Order(5)
    void aJobThatFailsAndGetsOldIsTold() throws Exception {
        long from = webhook.now();
        String job = "/api/ops/jobs/" + JOB;
        var before = admin("GET", job, "");
        var changed =
                admin(
                        "PATCH",
                        job,
                        "{\"schedule\":\"every 5s\"}",
                        "If-Match",
                        version(before.body()));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        try (HeldLocks _ = HeldLocks.on("nonces", server.jdbcUrl())) {
            for (int i = 0; i < 6; i++) {
                admin("POST", job + "/runs", "");
                Thread.sleep(4000);
            }
            told("JobFailed", from);
            told("JobStale", from);
        }
        run(JOB);
        over("JobStale");
        over("JobFailed");
    }

    @Test
    @Order(6)
    void postgresThatIsGoneIsToldOnceAndSilencesWhatFollows() throws Exception {
        long from = webhook.now();
        try (Traffic traffic = Traffic.to(service.origin())) {
            traffic.replying("write", 20, service.demoKey(), Acknowledged.open(server::stored));
            Thread.sleep(1000);
            server.kill();
            told("PostgresDown", from);
            alertmanager.awaitInhibited("ErrorRateHigh");
            server.restart();
            over("PostgresDown");
        }
        assertThat(webhook.told().filter(each -> each.at() >= from))
                .noneMatch(each -> each.is("ErrorRateHigh", "firing"));
    }

    @Test
    @Order(7)
    void aNodeThatHangsIsToldAndThatItIsBack() throws Exception {
        long from = webhook.now();
        try (Frozen _ = Frozen.process(service.pid())) {
            told("TargetDown", from);
        }
        over("TargetDown");
    }

    @Test
    @Order(8)
    void whatWasToldIsWholeAndLeadsOn() {
        var names = new TreeSet<String>();
        webhook.told()
                .forEach(
                        each -> {
                            names.add(each.alert());
                            JsonNode annotations = each.body().path("annotations");
                            assertThat(annotations.path("summary").asText())
                                    .as(each.alert())
                                    .isNotBlank()
                                    .doesNotContain("<error", "{{", "<no value>");
                            assertThat(Path.of("../..", annotations.path("runbook_url").asText()))
                                    .exists();
                            assertThat(annotations.path("dashboard").asText())
                                    .startsWith("/d/stoa-");
                        });
        System.out.printf("alerts: %d kinds were told: %s%n", names.size(), names);
        assertThat(names).hasSizeGreaterThanOrEqualTo(8);
    }
}
