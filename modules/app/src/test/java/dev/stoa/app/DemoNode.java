package dev.stoa.app;

import dev.stoa.platform.DemoData;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Node;
import dev.stoa.platform.Progress;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.SettingSources;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A whole node on the made-up community, on free ports, asked over HTTP. */
public final class DemoNode implements AutoCloseable {
    private static final List<FeatureProvider> PROVIDERS =
            ServiceLoader.load(FeatureProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private final TestDatabase database;
    private final Node node;
    private final HttpClient client = HttpClient.newHttpClient();

    private DemoNode(TestDatabase database, Node node) {
        this.database = database;
        this.node = node;
    }

    /** Starts one with {@code more} settings. */
    public static DemoNode start(Map<String, String> more) throws IOException {
        return start(more, community());
    }

    /** Starts one on a database that is closed with it. */
    static DemoNode start(Map<String, String> more, TestDatabase database) throws IOException {
        List<Setting<?>> declared = new ArrayList<>(PlatformSettings.all());
        PROVIDERS.forEach(provider -> declared.addAll(provider.settings()));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("http.port", "0");
        texts.put("rate-limits.profile", "off");
        texts.put("admin.port", "0");
        texts.put("database.url", database.jdbcUrl());
        texts.put("secrets.cursor-key", "a key of a test that is long enough");
        texts.put("secrets.key-pepper", "a pepper of a test that is long enough");
        texts.put("secrets.telemetry-key", "a key of a test that is long enough");
        texts.putAll(more);
        Settings settings =
                Settings.load(
                        declared,
                        new SettingSources(Optional.empty(), Map.of(), Map.copyOf(texts)));
        Path data = Files.createTempDirectory("stoa");
        try {
            return new DemoNode(database, Node.start(settings, declared, data, _ -> {}));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The made-up community without a node. */
    static TestDatabase community() {
        return TestPostgres.fresh("demo", DemoNode::fill);
    }

    private static void fill(String url) {
        DatabaseAddress address = new DatabaseAddress(url, "postgres", "");
        Schema.of(address.source()).apply();
        PROVIDERS.stream()
                .flatMap(provider -> provider.demo().stream())
                .sorted(Comparator.comparingInt(DemoData::order))
                .forEach(demo -> demo.fill("small", address, Progress.NONE));
    }

    public Node node() {
        return node;
    }

    TestDatabase database() {
        return database;
    }

    /** Address of its database, for the user {@code postgres} without a password. */
    public String jdbcUrl() {
        return database.jdbcUrl();
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

    @Override
    public void close() {
        client.close();
        node.close();
        database.close();
    }
}
