package dev.stoa.app;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** The packaged service in a process of its own, on the module path, as the launcher runs it. */
final class PackagedService implements AutoCloseable {
    /** Starts soon and takes little: most tests wait for it to start. */
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-Xmx192m", "-XX:TieredStopAtLevel=1");

    /** As the launcher runs it, with less memory: for what is measured. */
    static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-Xmx512m");

    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final Path data;
    private final Path output;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private PackagedService(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    /** A service on {@code data} that has said where it listens. */
    static PackagedService started(Path data, String... command) throws Exception {
        return started(data, SMALL, Map.of(), command);
    }

    /** The same on other flags of the JVM, with more variables in its environment. */
    static PackagedService started(
            Path data, List<String> jvm, Map<String, String> environment, String... command)
            throws Exception {
        Path output = data.resolveSibling(data.getFileName() + "-" + System.nanoTime() + ".out");
        ProcessBuilder builder =
                process(data, jvm, environment, command).redirectOutput(output.toFile());
        var service = new PackagedService(builder.start(), data, output);
        try {
            service.awaitListeners();
        } catch (IllegalStateException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /** A process that does {@code command} on {@code data}, not begun. */
    static ProcessBuilder process(Path data, String... command) {
        return process(data, SMALL, Map.of(), command);
    }

    private static ProcessBuilder process(
            Path data, List<String> jvm, Map<String, String> environment, String... command) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        line.addAll(jvm);
        line.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED,io.netty.common",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-p",
                        "target/lib",
                        "-m",
                        "dev.stoa.app/dev.stoa.app.Main"));
        line.addAll(Arrays.asList(command));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STOA_"));
        builder.environment().put("STOA_DATA", data.toString());
        builder.environment().put("STOA_HTTP_PORT", "0");
        builder.environment().put("STOA_ADMIN_PORT", "0");
        builder.environment().put("STOA_RATE_LIMITS_PROFILE", "off");
        builder.environment().put("STOA_DATABASE_EMBEDDED_SHARED_BUFFERS", "32MiB");
        builder.environment().putAll(environment);
        return builder;
    }

    private void awaitListeners() throws Exception {
        long end = System.nanoTime() + START.toNanos();
        while (address("Admin ").isEmpty()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("it did not start:\n" + output());
            }
            Thread.sleep(20);
        }
    }

    private Optional<String> address(String listener) throws IOException {
        return output().lines()
                .filter(line -> line.startsWith(listener))
                .map(line -> line.substring(listener.length()).strip())
                .findFirst();
    }

    /** All it has printed. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Where its public listener is. */
    URI origin() throws IOException {
        return URI.create(address("Stoa ").orElseThrow());
    }

    /** Where its admin listener is. */
    URI adminOrigin() throws IOException {
        return URI.create(address("Admin ").orElseThrow());
    }

    /** The key of the admin that a demo is printed with. */
    String demoKey() throws IOException {
        return address("X-API-Key:").orElseThrow();
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address("Stoa ").orElseThrow() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What a JSON body is answered with; headers in pairs. */
    HttpResponse<String> post(String path, String json, String... headers) throws Exception {
        return send("POST", path, json, headers);
    }

    /** The same with another method; an empty body is none. */
    HttpResponse<String> send(String method, String path, String json, String... headers)
            throws Exception {
        var body =
                json.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json);
        return client.send(
                HttpRequest.newBuilder(URI.create(address("Stoa ").orElseThrow() + path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .headers(headers)
                        .method(method, body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Whether the database has written {@code words} into its log. */
    boolean isLogged(String words) throws IOException {
        return Files.readString(data.resolve("postgres.log")).contains(words);
    }

    /** A query's first column of its only row, asked of its database beside it. */
    String stored(String query) throws Exception {
        var known = new Properties();
        known.load(new StringReader(Files.readString(data.resolve("postgres.properties"))));
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + known.getProperty("port") + "/stoa");
        source.setUser("stoa");
        source.setPassword(known.getProperty("password"));
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The PostgreSQL servers that run in the folder {@code data}. */
    static List<ProcessHandle> databases(Path data) throws IOException {
        if (Files.notExists(data.resolve("postgres"))) {
            return List.of();
        }
        Path folder = data.resolve("postgres").toRealPath();
        List<ProcessHandle> within =
                ProcessHandle.allProcesses().filter(process -> worksIn(process, folder)).toList();
        return within.stream()
                .filter(process -> process.parent().filter(within::contains).isEmpty())
                .toList();
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            Path links = Path.of("/proc", Long.toString(process.pid()));
            return Files.readSymbolicLink(links.resolve("cwd")).equals(folder)
                    && Files.readSymbolicLink(links.resolve("exe")).endsWith("postgres");
        } catch (IOException e) {
            return false; // ended meanwhile, or someone else's
        }
    }

    long pid() {
        return process.pid();
    }

    /** Tells it to end, as SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it as SIGTERM does and returns its exit code. */
    int terminated() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it did not end within 30 s of SIGTERM");
        }
        return process.exitValue();
    }

    /** Ends it as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).exceptionally(_ -> process).join();
        process.destroyForcibly();
        for (ProcessHandle left : databases(data)) {
            left.destroyForcibly();
        }
    }
}
