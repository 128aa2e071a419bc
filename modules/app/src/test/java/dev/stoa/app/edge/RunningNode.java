package dev.stoa.app.edge;

import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Node;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A node of all features and {@link EdgeProvider}'s, in this JVM, on a database of its own. */
final class RunningNode implements AutoCloseable {
    private final Node node;
    private final TestDatabase database;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private RunningNode(Node node, TestDatabase database) {
        this.node = node;
        this.database = database;
    }

    /** A node with {@code given} settings, in pairs of key and text. */
    static RunningNode started(String... given) throws Exception {
        return with(EdgeProvider.class, given);
    }

    /** The same with the features of {@code own} instead of {@link EdgeProvider}'s. */
    static RunningNode with(Class<? extends FeatureProvider> own, String... given)
            throws Exception {
        TestDatabase database =
                TestPostgres.fresh(
                        "migrated",
                        url -> Schema.of(new DatabaseAddress(url, "", "").source()).apply());
        Map<String, String> texts = new HashMap<>();
        texts.put("database.url", database.jdbcUrl());
        texts.put("http.port", "0");
        texts.put("rate-limits.profile", "off");
        texts.put("admin.port", "0");
        for (int i = 0; i < given.length; i += 2) {
            texts.put(given[i], given[i + 1]);
        }
        Path folder = Files.createTempDirectory("stoa-edge");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var features = features(own, folder)) {
            Thread.currentThread().setContextClassLoader(features);
            List<Setting<?>> declared = new ArrayList<>(PlatformSettings.all());
            ServiceLoader.load(FeatureProvider.class)
                    .forEach(provider -> declared.addAll(provider.settings()));
            declared.stream()
                    .filter(setting -> setting.key().startsWith("secrets."))
                    .forEach(setting -> texts.put(setting.key(), "s".repeat(40)));
            return new RunningNode(
                    Node.start(Settings.of(texts), declared, folder, _ -> {}), database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Tests run on the class path, where the modules' own provides clauses aren't read. */
    private static URLClassLoader features(Class<?> own, Path folder) throws IOException {
        List<String> names = new ArrayList<>(List.of(own.getName()));
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        Path[] modules =
                Stream.of(entries)
                        .filter(entry -> entry.matches(".*(/target/classes|/stoa-[^/]*\\.jar)"))
                        .map(Path::of)
                        .toArray(Path[]::new);
        ModuleFinder.of(modules).findAll().stream()
                .flatMap(module -> module.descriptor().provides().stream())
                .filter(provides -> provides.service().equals(FeatureProvider.class.getName()))
                .forEach(provides -> names.addAll(provides.providers()));
        Path file = folder.resolve("META-INF/services/" + FeatureProvider.class.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, names);
        return new OwnFirst(folder.toUri().toURL());
    }

    /** The feature under test comes before those that may be listed on the class path. */
    private static final class OwnFirst extends URLClassLoader {
        OwnFirst(URL own) {
            super(new URL[] {own}, RunningNode.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> found = Collections.list(findResources(name));
            found.addAll(Collections.list(getParent().getResources(name)));
            return Collections.enumeration(found);
        }
    }

    Node node() {
        return node;
    }

    TestDatabase database() {
        return database;
    }

    /** A request to the public listener, with headers in pairs. */
    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        return client.send(
                request(node.httpPort(), method, path, headers),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What a JSON body is answered with. */
    HttpResponse<String> post(String path, String json, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .headers(headers)
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> admin(String path) throws Exception {
        return client.send(
                request(node.adminPort(), "GET", path), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> postAdmin(String path) throws Exception {
        return client.send(
                request(node.adminPort(), "POST", path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String method, String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    @Override
    public void close() {
        client.shutdownNow();
        node.close();
        database.close();
    }
}
