package dev.stoa.maintenance;

import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Node;
import dev.stoa.platform.Progress;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.SettingSources;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/** A whole node on free ports with the made-up community, asked over HTTP. */
final class RunningNode implements AutoCloseable {
    private static final List<FeatureProvider> PROVIDERS =
            ServiceLoader.load(FeatureProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private final TestDatabase database = TestPostgres.fresh("community", RunningNode::fill);
    private final FaultProxy way;
    private final Node node;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningNode(Map<String, String> more, Path data) {
        URI direct = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        this.way = FaultProxy.before(direct.getPort());
        List<Setting<?>> declared = new ArrayList<>(PlatformSettings.all());
        PROVIDERS.forEach(provider -> declared.addAll(provider.settings()));
        Map<String, String> texts = new HashMap<>(more);
        texts.put("http.port", "0");
        texts.put("rate-limits.profile", "off");
        texts.put("admin.port", "0");
        texts.put(
                "database.url",
                "jdbc:postgresql://127.0.0.1:"
                        + way.port()
                        + direct.getPath()
                        + "?user=postgres&sslmode=disable");
        texts.put("database.user", "postgres");
        texts.put("secrets.cursor-key", "a key of a test that is long enough");
        texts.put("secrets.key-pepper", "a pepper of a test that is long enough");
        texts.put("secrets.telemetry-key", "a key of a test that is long enough");
        Settings settings =
                Settings.load(declared, new SettingSources(Optional.empty(), Map.of(), texts));
        this.node = Node.start(settings, declared, data, _ -> {});
    }

    /** Starts one with these keys and values. */
    static RunningNode with(String... settings) {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            more.put(settings[i], settings[i + 1]);
        }
        return new RunningNode(more, Path.of("target"));
    }

    /** Starts one with this data folder. */
    static RunningNode in(Path data) {
        return new RunningNode(Map.of(), data);
    }

    private static void fill(String url) {
        DatabaseAddress address = new DatabaseAddress(url, "postgres", "");
        Schema.of(address.source()).apply();
        PROVIDERS.forEach(
                provider ->
                        provider.demo()
                                .ifPresent(demo -> demo.fill("small", address, Progress.NONE)));
    }

    Node node() {
        return node;
    }

    /** Its database, reached past it. */
    TestDatabase database() {
        return database;
    }

    /** What the database is reached through. */
    FaultProxy databaseWay() {
        return way;
    }

    /** What the public listener answers. */
    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return get(node.httpPort(), path, headers);
    }

    /** What the admin listener answers. */
    HttpResponse<String> admin(String path, String... headers)
            throws IOException, InterruptedException {
        return get(node.adminPort(), path, headers);
    }

    private HttpResponse<String> get(int port, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks until the answer is as wanted; how long that took, at most ten seconds. */
    Duration until(String path, Predicate<HttpResponse<String>> wanted)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        while (true) {
            HttpResponse<String> answer = get(path);
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            if (wanted.test(answer)) {
                return took;
            }
            if (took.toSeconds() >= 10) {
                throw new AssertionError(path + " went on answering " + answer.body());
            }
            Thread.sleep(10);
        }
    }

    static String traceId(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Trace-Id").orElse("");
    }

    @Override
    public void close() throws IOException {
        client.close();
        node.close();
        way.close();
        database.close();
    }
}
