package dev.stoa.load.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one simulation against a node that is started for it, without rate limits; Gatling runs in a
 * process of its own and leaves its report in {@code gatling/target/gatling}.
 */
final class Simulate {
    private static final String SOAK = "Soak";
    private static final String REDIS_DOWN = "RedisDown";
    private static final double WARMUP_SECONDS = 6;
    private static final List<String> WARMING =
            List.of(
                    "/api/forum/threads?tab=recent&limit=10",
                    "/api/forum/threads?tab=trending&limit=10");

    private Simulate() {}

    /**
     * Ends with 1 where an assertion of the simulation, or of what is watched beside it, fails.
     *
     * @param args the simulation's name and a data folder, which is filled with the size of {@code
     *     stoa.load.size} where it is empty
     */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1]).toAbsolutePath();
        boolean held;
        try (Stage stage = Stage.on(data, System.getProperty("stoa.load.size", "small"))) {
            held =
                    needsRedis(args[0])
                            ? withRedis(args[0], stage)
                            : run(args[0], stage, stage.node("node", Map.of()));
        }
        System.exit(held ? 0 : 1);
    }

    private static boolean needsRedis(String simulation) {
        return simulation.equals(REDIS_DOWN) || Boolean.getBoolean("stoa.load.redis");
    }

    private static boolean withRedis(String simulation, Stage stage) throws Exception {
        try (Redis redis = Redis.started()) {
            Node node = stage.node("node", Map.of("STOA_REDIS_URL", redis.url()));
            Thread fault = Thread.ofPlatform().daemon().unstarted(() -> lose(redis));
            if (simulation.equals(REDIS_DOWN)) {
                fault.start();
            }
            boolean held = run(simulation, stage, node);
            fault.interrupt();
            System.out.printf("Redis holds %.1f MiB%n", redis.memory());
            return held;
        }
    }

    /** Loses Redis after a third of the load and lets it come back after two. */
    private static void lose(Redis redis) {
        int seconds = Integer.getInteger("stoa.load.seconds", 45);
        try {
            Thread.sleep((15 + seconds / 3) * 1000L);
            redis.kill();
            System.out.println("Redis is killed");
            Thread.sleep(seconds / 3 * 1000L);
            redis.start();
            System.out.println("Redis is back");
        } catch (IOException e) {
            System.err.println("Redis: " + e);
        } catch (InterruptedException _) {
            // the load is over
        }
    }

    private static boolean run(String simulation, Stage stage, Node node) throws Exception {
        Path community = Content.written(stage.scratch(), stage);
        warm(node);
        boolean soaks = simulation.equals(SOAK);
        boolean held;
        try (Watch watch =
                        Watch.over(
                                node,
                                soaks ? Watch.Collecting.LIVE_HEAP : Watch.Collecting.NOTHING,
                                soaks ? 10 : 1);
                Pulse pulse = Pulse.of(node)) {
            var processors =
                    new Processors(Map.of("node", node.pid(), "PostgreSQL", stage.databasePid()));
            held = gatling(simulation, node, community, ProcessBuilder.Redirect.INHERIT);
            System.out.println(watch.told());
            System.out.println(pulse);
            System.out.println(processors);
            if (soaks) {
                Flat flat = Flat.of(watch.moments());
                watch.moments().forEach(System.out::println);
                System.out.println(flat);
                held = held && flat.holds();
            }
        }
        return held;
    }

    /** Some seconds of reads: a JVM that has just started is not what is promised for. */
    private static void warm(Node node) throws IOException, InterruptedException {
        List<Loop.Request> reads = new ArrayList<>();
        for (String path : WARMING) {
            for (int page = 45; page <= 50; page++) {
                reads.add(new Loop.Request(path + "&page=" + page, ""));
            }
        }
        Loop.rate(Loop.asking(node.origin(), reads), WARMUP_SECONDS);
    }

    /** Runs Gatling; true where all assertions held. What it prints goes to {@code output}. */
    static boolean gatling(
            String simulation, Node node, Path community, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Path reports = Stage.root().resolve("gatling/target/gatling");
        Files.createDirectories(reports);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("stoa.load."))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(
                List.of(
                        "-Dstoa.load.address=" + node.origin(),
                        "-Dstoa.load.community=" + community,
                        "-cp",
                        System.getProperty(
                                "stoa.load.classpath", System.getProperty("java.class.path")),
                        "io.gatling.app.Gatling",
                        "-s",
                        "dev.stoa.load." + simulation,
                        "-rf",
                        reports.toString()));
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start()
                        .waitFor()
                == 0;
    }
}
