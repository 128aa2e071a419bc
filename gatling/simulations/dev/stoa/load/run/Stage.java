package dev.stoa.load.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL on a data folder, a sink for traces, and as many nodes and floors as are asked for;
 * closing it ends them all, the last first.
 */
final class Stage implements AutoCloseable {
    private static final String NODE = "Stoa ";

    private final Path root;
    private final Path scratch;
    private final Deque<Program> programs = new ArrayDeque<>();
    private final Map<String, String> database = new HashMap<>();
    private List<String> jvm = List.of();
    private String sink = "";
    private long databasePid;

    private Stage(Path root, Path scratch) {
        this.root = root;
        this.scratch = scratch;
    }

    /**
     * Starts on {@code data}, which is filled first where it holds no database.
     *
     * @param size of the made-up community: small, medium or large
     */
    static Stage on(Path data, String size) throws Exception {
        Path root = root();
        Path scratch = Files.createTempDirectory("stoa-load");
        var stage = new Stage(root, scratch);
        try {
            stage.awaitCache();
            if (Files.notExists(data.resolve("postgres"))) {
                stage.fill(data, size);
            }
            stage.startDatabase(data);
        } catch (IOException | InterruptedException e) {
            stage.close();
            throw e;
        }
        return stage;
    }

    /** The project's folder. */
    static Path root() {
        Path folder = Path.of(System.getProperty("stoa.root", "")).toAbsolutePath();
        while (Files.notExists(folder.resolve("stoa"))
                || Files.notExists(folder.resolve("gatling"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run this within the project");
            }
        }
        return folder;
    }

    /** Builds where it must, and waits a while for the launcher's AOT cache: it is made once. */
    private void awaitCache() throws IOException, InterruptedException {
        Process settings =
                new ProcessBuilder(root.resolve("stoa").toString(), "settings")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (settings.waitFor() != 0) {
            throw new IOException(
                    "the service can't be packaged: run mvn -pl modules/app -am package -DskipTests"
                            + " first");
        }
        for (int i = 0; i < 120 && !isCached(); i++) {
            Thread.sleep(500);
        }
    }

    private boolean isCached() throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(root.resolve("modules/app/target"), "*.{aot,failed}")) {
            return found.iterator().hasNext();
        }
    }

    private void fill(Path data, String size) throws IOException, InterruptedException {
        Files.createDirectories(data);
        try (var demo =
                Program.started(
                        scratch.resolve("demo.out"),
                        NODE,
                        Map.of(
                                "STOA_DATA",
                                data.toString(),
                                "STOA_HTTP_PORT",
                                "0",
                                "STOA_ADMIN_PORT",
                                "0"),
                        List.of(root.resolve("stoa").toString(), "demo", "--size", size))) {
            System.err.println("filled " + data + " with " + size + ", pid " + demo.pid());
        }
    }

    private void startDatabase(Path data) throws IOException, InterruptedException {
        Program postgres =
                begun(
                        "postgres",
                        "export STOA_SECRETS_KEY_PEPPER",
                        Map.of("STOA_DATA", data.toString()),
                        List.of(root.resolve("stoa").toString(), "postgres"));
        postgres.output()
                .lines()
                .filter(line -> line.startsWith("export "))
                .map(line -> line.substring("export ".length()).split("=", 2))
                .forEach(at -> database.put(at[0], at[1].replaceAll("^'|'$", "")));
        databasePid = postgres.pid();
        jvm = launched(databasePid);
        sink = begun("sink", "Sink ", Map.of(), floor("TraceSink")).line("Sink ").orElseThrow();
    }

    /** The JVM and options that the launcher chose: floors get the same. */
    private static List<String> launched(long pid) throws IOException {
        List<String> all =
                Arrays.asList(
                        Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1));
        List<String> options = new ArrayList<>();
        options.add(Path.of("/proc/" + pid + "/exe").toRealPath().toString());
        all.subList(1, all.indexOf("-p")).stream()
                .filter(
                        word ->
                                !word.startsWith("-XX:AOT")
                                        && !word.startsWith("-Xlog")
                                        && !word.startsWith("--enable-native-access"))
                .forEach(options::add);
        return options;
    }

    private List<String> floor(String main, String... args) {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(
                List.of(
                        "-cp",
                        root.resolve("gatling/target/classes")
                                + ":"
                                + root.resolve("modules/app/target/lib")
                                + "/*",
                        "dev.stoa.floors." + main));
        command.addAll(Arrays.asList(args));
        return command;
    }

    private Program begun(
            String name, String word, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = scratch.resolve(name + "-" + programs.size() + ".out");
        Program program = Program.started(output, word, environment, command);
        programs.push(program);
        return program;
    }

    /** A node without rate limits; {@code settings} are variables such as STOA_CACHE_ENABLED. */
    Node node(String name, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new TreeMap<>(database);
        environment.put("STOA_DATA", scratch.resolve(name).toString());
        environment.put("STOA_HTTP_PORT", "0");
        environment.put("STOA_ADMIN_PORT", "0");
        environment.put("STOA_RATE_LIMITS_PROFILE", "off");
        environment.put("STOA_TRACING_OTLP_ENDPOINT", sink);
        environment.putAll(settings);
        return Node.of(
                begun(name, "Admin ", environment, List.of(root.resolve("stoa").toString())));
    }

    /**
     * The floors, with a pool as large as a node's; the bare server repeats an answer of {@code
     * node}.
     */
    URI floors(Node node, String path) throws IOException, InterruptedException {
        int pool = Math.max(2 * Runtime.getRuntime().availableProcessors(), 4);
        Program floors =
                begun(
                        "floors",
                        "Floors ",
                        Map.of(),
                        floor(
                                "Floors",
                                database.getOrDefault("STOA_DATABASE_URL", ""),
                                database.getOrDefault("STOA_DATABASE_USER", ""),
                                database.getOrDefault("STOA_DATABASE_PASSWORD", ""),
                                Integer.toString(pool),
                                node.origin() + path));
        return URI.create(floors.line("Floors ").orElseThrow());
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(
                database.getOrDefault("STOA_DATABASE_URL", ""),
                database.getOrDefault("STOA_DATABASE_USER", ""),
                database.getOrDefault("STOA_DATABASE_PASSWORD", ""));
    }

    /** The program that PostgreSQL's processes descend from. */
    long databasePid() {
        return databasePid;
    }

    /** What keys are hashed with. */
    String pepper() {
        return database.getOrDefault("STOA_SECRETS_KEY_PEPPER", "");
    }

    Path scratch() {
        return scratch;
    }

    @Override
    public void close() throws IOException {
        while (!programs.isEmpty()) {
            programs.pop().close();
        }
        try (var files = Files.walk(scratch)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
