package dev.stoa.platform.config;

import dev.stoa.platform.cache.CacheSettings;
import dev.stoa.platform.limit.LimitSettings;
import dev.stoa.platform.limit.Network;
import dev.stoa.platform.observe.ObserveSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The settings of the platform itself. */
public final class PlatformSettings {
    public static final Setting<String> PROFILE =
            Setting.choice(
                    "profile",
                    List.of("prod", "dev"),
                    "prod",
                    "What the node is for; dev adds /api/dev and talkative logs.");
    public static final Setting<String> VERSION =
            Setting.text(
                    "version",
                    "",
                    "What this deploy is called in metrics and traces; empty for the version it was"
                            + " built as.");
    public static final Setting<Path> DATA =
            new Setting<>(
                    "data",
                    "a folder",
                    "data",
                    "Folder of the embedded database, the node's secrets and its logs.",
                    Path::of);

    public static final Setting<String> HTTP_HOST =
            Setting.text("http.host", "127.0.0.1", "Address the public listener binds to.");
    public static final Setting<Integer> HTTP_PORT =
            Setting.port("http.port", 8080, "Port of the public listener; 0 takes a free one.");
    public static final Setting<Integer> HTTP_CONCURRENCY_LIMIT =
            Setting.number(
                    "http.concurrency.limit",
                    1,
                    100_000,
                    256,
                    "Requests worked on at the same time; more wait in the queue.");
    public static final Setting<Integer> HTTP_CONCURRENCY_QUEUE =
            Setting.number(
                    "http.concurrency.queue",
                    0,
                    100_000,
                    1024,
                    "Requests that may wait; more are answered 503 at once.");
    public static final Setting<Duration> HTTP_CONCURRENCY_WAIT =
            Setting.duration(
                    "http.concurrency.wait",
                    "900ms",
                    "Longest wait in the queue before a 503; 50 ms where there is always one.");
    public static final Setting<Integer> LIVE_MAX_STREAMS =
            Setting.number(
                    "live.max-streams",
                    0,
                    9_000,
                    2_000,
                    "Streams of live events open at once; more are answered 503.");
    public static final Setting<Integer> LIVE_MAX_CLIENT_STREAMS =
            Setting.number(
                    "live.max-streams-per-client",
                    1,
                    9_000,
                    100,
                    "Streams that one client address may have open at once; more are answered 429.");
    public static final Setting<Long> HTTP_MAX_BODY =
            Setting.bytes(
                    "http.max-body",
                    "1MiB",
                    "Largest request body of any route; most routes take less.");
    public static final Setting<Duration> HTTP_READ_TIMEOUT =
            Setting.duration(
                    "http.read-timeout", "15s", "Longest pause while a request is being sent.");
    public static final Setting<Duration> HTTP_IDLE_TIMEOUT =
            Setting.duration(
                    "http.idle-timeout", "2m", "How long an unused connection is kept open.");
    public static final Setting<String> HTTP_CORS_ORIGINS =
            Setting.text(
                    "http.cors-origins",
                    "",
                    "Origins whose pages may call the API, separated by commas; empty means none.");

    public static final Setting<List<Network>> HTTP_TRUSTED_PROXIES =
            Network.setting(
                    "http.trusted-proxies",
                    "Proxies whose header is believed to tell the client's address; empty means"
                            + " none.");
    public static final Setting<String> HTTP_FORWARDED_HEADER =
            Setting.choice(
                    "http.forwarded-header",
                    List.of("x-forwarded-for", "forwarded"),
                    "x-forwarded-for",
                    "The header in which the trusted proxies tell the client's address.");

    public static final Setting<String> ADMIN_HOST =
            Setting.text(
                    "admin.host",
                    "127.0.0.1",
                    "Address the admin listener binds to; beyond loopback it demands a key.");

    /** Unlike the other secrets it may be missing: see {@link Secrets}. */
    public static final Setting<String> ADMIN_KEY =
            Setting.secret(
                    "admin-key",
                    "Key of the admin listener, demanded of everyone but probes where it is set; beyond"
                            + " loopback it must be.");

    public static final Setting<Integer> ADMIN_PORT =
            Setting.port("admin.port", 8081, "Port of the admin listener; 0 takes a free one.");
    public static final Setting<Duration> DRAIN_GRACE =
            Setting.duration(
                    "drain.grace", "10s", "Longest time open requests get when the node stops.");
    public static final Setting<Duration> REQUEST_DEADLINE =
            Setting.duration(
                    "request.deadline",
                    "5s",
                    "Longest time of one request, its statements included; then 504.");

    public static final Setting<String> DATABASE_URL =
            Setting.address(
                    "database.url",
                    List.of("jdbc:postgresql://", "postgresql://", "postgres://"),
                    "",
                    "PostgreSQL to use; empty runs one of our own in the data folder.");
    public static final Setting<String> DATABASE_USER =
            Setting.text("database.user", "", "User of database.url, if the address names none.");
    public static final Setting<String> DATABASE_PASSWORD =
            Setting.text(
                    "database.password",
                    "",
                    "Password of database.url, if the address names none.");
    public static final Setting<String> DATABASE_REPLICA_URL =
            Setting.address(
                    "database.replica-url",
                    List.of("jdbc:postgresql://", "postgresql://", "postgres://"),
                    "",
                    "A standby of database.url that is read from while that is away; empty for none.");
    public static final Setting<Integer> DATABASE_EMBEDDED_PORT =
            Setting.port(
                    "database.embedded.port",
                    0,
                    "Port of the embedded database on loopback; 0 takes a free one and keeps it.");
    public static final Setting<Long> DATABASE_EMBEDDED_SHARED_BUFFERS =
            Setting.bytes(
                    "database.embedded.shared-buffers",
                    "256MiB",
                    "Memory the embedded database keeps pages in.");
    public static final Setting<String> DATABASE_POOL_PROFILE =
            Setting.choice(
                    "database.pool.profile",
                    List.of("auto", "small", "medium", "high"),
                    "auto",
                    "Size of the connection pool; auto is twice the processors.");
    public static final Setting<Integer> DATABASE_POOL_MIN =
            Setting.number(
                    "database.pool.min",
                    0,
                    500,
                    0,
                    "Connections kept open; 0 leaves it to the profile.");
    public static final Setting<Integer> DATABASE_POOL_MAX =
            Setting.number(
                    "database.pool.max",
                    0,
                    500,
                    0,
                    "Connections at most; 0 leaves it to the profile.");
    public static final Setting<Duration> DATABASE_ACQUIRE_TIMEOUT =
            Setting.duration(
                    "database.acquire-timeout",
                    "900ms",
                    "Longest wait for a connection; then 503.");
    public static final Setting<Duration> DATABASE_STATEMENT_CAP =
            Setting.duration(
                    "database.statement-cap",
                    "10s",
                    "Longest time of any statement, whatever its request allows.");

    public static final Setting<Boolean> JOBS_ENABLED =
            Setting.flag(
                    "jobs.enabled", true, "Whether this node runs jobs; one of all nodes must.");

    public static final Setting<String> OTLP_ENDPOINT =
            Setting.address(
                    "tracing.otlp.endpoint",
                    List.of("http://", "https://"),
                    "",
                    "OTLP receiver of traces; OTEL_EXPORTER_OTLP_ENDPOINT sets it too; empty sends"
                            + " none.");
    public static final Setting<Double> TRACING_SAMPLE_RATIO =
            Setting.ratio("tracing.sample-ratio", 0.1, "Share of requests that are traced.");
    public static final Setting<String> LOG_LEVEL =
            Setting.choice(
                    "log.level",
                    List.of("trace", "debug", "info", "warn", "error", "off"),
                    "info",
                    "Least weight of what is logged.");
    public static final Setting<String> LOG_FORMAT =
            Setting.choice(
                    "log.format",
                    List.of("auto", "json", "text"),
                    "auto",
                    "How log lines are written; auto is text on a terminal, else json.");

    public static final Setting<String> CURSOR_KEY =
            Setting.secret(
                    "cursor-key",
                    "Signs the cursors of lists; with database.url it must be set, the same on every"
                            + " node.");

    private PlatformSettings() {}

    /** All of them, in the order of the documented file. */
    public static List<Setting<?>> all() {
        return Stream.of(own(), ObserveSettings.all(), CacheSettings.ALL, LimitSettings.ALL)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    private static List<Setting<?>> own() {
        return List.of(
                PROFILE,
                VERSION,
                DATA,
                HTTP_HOST,
                HTTP_PORT,
                HTTP_CONCURRENCY_LIMIT,
                HTTP_CONCURRENCY_QUEUE,
                HTTP_CONCURRENCY_WAIT,
                LIVE_MAX_STREAMS,
                LIVE_MAX_CLIENT_STREAMS,
                HTTP_MAX_BODY,
                HTTP_READ_TIMEOUT,
                HTTP_IDLE_TIMEOUT,
                HTTP_CORS_ORIGINS,
                HTTP_TRUSTED_PROXIES,
                HTTP_FORWARDED_HEADER,
                ADMIN_HOST,
                ADMIN_PORT,
                ADMIN_KEY,
                DRAIN_GRACE,
                REQUEST_DEADLINE,
                DATABASE_URL,
                DATABASE_USER,
                DATABASE_PASSWORD,
                DATABASE_REPLICA_URL,
                DATABASE_EMBEDDED_PORT,
                DATABASE_EMBEDDED_SHARED_BUFFERS,
                DATABASE_POOL_PROFILE,
                DATABASE_POOL_MIN,
                DATABASE_POOL_MAX,
                DATABASE_ACQUIRE_TIMEOUT,
                DATABASE_STATEMENT_CAP,
                JOBS_ENABLED,
                OTLP_ENDPOINT,
                TRACING_SAMPLE_RATIO,
                LOG_LEVEL,
                LOG_FORMAT,
                CURSOR_KEY);
    }
}
