package dev.stoa.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.load.run.Loop.Request;
import dev.stoa.load.run.Loop.Turns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The packaged service against the baseline: statements exactly, requests a second as a ratio to
 * floors that are measured in turns with them.
 */
@Tag("regression")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegressionIT {
    private static final String SIZE = System.getProperty("regression.size", "small");
    private static final int ROUNDS = Integer.getInteger("regression.rounds", 7);
    private static final double SECONDS = 0.8;
    private static final double WARMUP = 2.5;
    private static final String LISTS = "the statement loop";
    private static final Path FILE = Stage.root().resolve("gatling/baseline.json");

    private Stage stage;
    private Requests requests;
    private Path community;
    private Node cached;
    private Node uncached;
    private Node unstated;
    private URI floors;

    /** One of the service's and what it is divided by. */
    private record Pair(String name, Turns service, String floorName, Turns floor) {}

    @BeforeAll
    void start() throws Exception {
        Path data = Stage.root().resolve("gatling/target/regression-" + SIZE);
        stage = Stage.on(data, SIZE);
        Map<String, String> planted = planted(System.getProperty("regression.planted", ""));
        cached = stage.node("cached", planted);
        uncached = stage.node("uncached", with(planted, "STOA_CACHE_ENABLED", "false"));
        unstated = stage.node("unstated", with(planted, "STOA_CACHE_VIEWER_STATES_TTL", "1ms"));
        floors = stage.floors(cached, Requests.LIST);
        community = Content.written(stage.scratch(), stage);
        try (var connection = stage.connection()) {
            connection.createStatement().execute("analyze");
        }
        requests = requests();
    }

    private Map<String, String> planted(String mistake) throws Exception {
        String options = Planted.options(mistake, Stage.root(), stage.scratch());
        Map<String, String> settings = new TreeMap<>();
        // Ranks stay as they are, and so does what is behind an answer.
        settings.put("STOA_FORUM_RANKING_INTERVAL", "24h");
        if (!options.isEmpty()) {
            settings.put("STOA_JAVA_OPTS", options);
        }
        return settings;
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        Map<String, String> more = new TreeMap<>(all);
        more.put(name, value);
        return more;
    }

    private Requests requests() throws Exception {
        List<String> lines = Files.readAllLines(community);
        List<String> threads = new ArrayList<>();
        try (var connection = stage.connection()) {
            threads.addAll(
                    Content.asked(
                            connection,
                            "select s.thread_id from thread_stats s join threads t on t.id ="
                                    + " s.thread_id where s.post_count > 20 and not t.is_removed and"
                                    + " t.published_at is not null order by s.thread_id limit 200"));
        }
        return new Requests(threads, of(lines, "structure"), of(lines, "member"), of(lines, "key"));
    }

    private static List<String> of(List<String> lines, String kind) {
        return lines.stream()
                .filter(line -> line.startsWith(kind + "\t"))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    @AfterAll
    void stop() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void noRouteTakesMoreStatementsOrMoreTimeThanTheBaselineSays() throws Exception {
        Map<String, Integer> statements = requests.statements(uncached);
        if (Boolean.getBoolean("regression.write")) {
            renew(statements);
            return;
        }
        Baseline baseline = Baseline.read(FILE);
        assertThat(baseline.size()).as("data set of the baseline").isEqualTo(SIZE);
        List<Pair> pairs = pairs();
        warm(pairs);
        Map<String, List<Double>> ratios = measured(pairs);
        Gate gate = Gate.of(baseline, statements, medians(ratios));
        // What seems lost is measured again as long before it is called so.
        List<Pair> doubtful =
                pairs.stream()
                        .filter(
                                pair ->
                                        gate.losses().stream()
                                                .anyMatch(loss -> loss.startsWith(pair.name())))
                        .toList();
        measured(doubtful).forEach((name, more) -> of(ratios, name).addAll(more));
        tell(Gate.of(baseline, statements, medians(ratios)));
    }

    private static void tell(Gate gate) throws Exception {
        System.out.println(gate.table());
        Files.writeString(Stage.root().resolve("gatling/target/regression.md"), gate.table());
        assertThat(gate.losses()).as("what got worse").isEmpty();
    }

    @Test
    void aPlantedNPlus1IsFoundAndItsRouteNamed() throws Exception {
        String options = Planted.options("n+1", Stage.root(), stage.scratch());
        Node broken =
                stage.node(
                        "broken", Map.of("STOA_CACHE_ENABLED", "false", "STOA_JAVA_OPTS", options));
        Map<String, Integer> sound = requests.statements(uncached);
        Gate gate =
                Gate.of(new Baseline(SIZE, sound, Map.of()), requests.statements(broken), Map.of());
        assertThat(gate.losses())
                .anySatisfy(loss -> assertThat(loss).startsWith("threads recent takes 2"));
    }

    @Test
    void everythingOfTheMixAnswersWithinItsStatements() throws Exception {
        Path output = stage.scratch().resolve("smoke.out");
        boolean held =
                Simulate.gatling(
                        "Smoke", cached, community, ProcessBuilder.Redirect.to(output.toFile()));
        assertThat(held).as(() -> printed(output)).isTrue();
    }

    private static String printed(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void renew(Map<String, Integer> statements) throws Exception {
        List<Pair> pairs = pairs();
        warm(pairs);
        measured(pairs); // the first run warms, too
        Map<String, List<Double>> runs = new LinkedHashMap<>();
        for (int run = 0; run < Integer.getInteger("regression.runs", 5); run++) {
            medians(measured(pairs))
                    .forEach(
                            (name, ratio) ->
                                    runs.computeIfAbsent(name, _ -> new ArrayList<>()).add(ratio));
        }
        Map<String, Baseline.Ratio> ratios = new LinkedHashMap<>();
        pairs.forEach(
                pair ->
                        ratios.put(
                                pair.name(),
                                Baseline.Ratio.of(pair.floorName(), of(runs, pair.name()))));
        new Baseline(SIZE, statements, ratios).write(FILE);
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(
                new Pair(
                        "threads recent, cached",
                        asking(cached, List.of(new Request(Requests.LIST, ""))),
                        "the bare server",
                        bare(List.of(new Request("/bytes", "")))));
        pairs.add(
                new Pair(
                        "threads recent, cache off",
                        asking(uncached, List.of(new Request(Requests.LIST, ""))),
                        "the bare statement",
                        bare(List.of(new Request("/threads", "")))));
        pairs.add(
                new Pair(
                        "threads recent, signed in, states anew",
                        asking(
                                unstated,
                                requests.keys().stream()
                                        .map(key -> new Request(Requests.LIST, key))
                                        .toList()),
                        "the bare overlay",
                        bare(requests.each("/overlay/", owners(), ""))));
        pairs.add(
                new Pair(
                        "thread, cache off",
                        asking(
                                uncached,
                                requests.each("/api/forum/threads/", requests.threads(), "")),
                        "the bare thread",
                        bare(requests.each("/threads/", requests.threads(), ""))));
        for (String name :
                List.of(
                        "threads trending",
                        "threads new",
                        "threads of a structure",
                        "posts",
                        "member",
                        "tags",
                        "search")) {
            Request request = requests.reads().get(name);
            if (request == null) {
                throw new IllegalStateException(name);
            }
            pairs.add(
                    new Pair(
                            name + ", cache off",
                            asking(uncached, List.of(request)),
                            LISTS,
                            StatementLoop.on(stage)));
        }
        return pairs;
    }

    /** The members that the keys belong to. */
    private List<String> owners() {
        return requests.keys().stream()
                .map(key -> key.substring("load".length(), key.indexOf('.')))
                .toList();
    }

    private static Turns asking(Node node, List<Request> what) {
        return Loop.asking(node.origin(), what);
    }

    private Turns bare(List<Request> what) {
        return Loop.asking(floors, what);
    }

    private static void warm(List<Pair> pairs) throws Exception {
        for (Pair pair : pairs) {
            Loop.rate(pair.floor(), WARMUP);
            Loop.rate(pair.service(), WARMUP);
        }
    }

    private static Map<String, List<Double>> measured(List<Pair> pairs) throws Exception {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Pair pair : pairs) {
                double floor = Loop.rate(pair.floor(), SECONDS);
                double service = Loop.rate(pair.service(), SECONDS);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %s %.0f/s, %s %.0f/s%n",
                        round + 1,
                        pair.name(),
                        service,
                        pair.floorName(),
                        floor);
                ratios.computeIfAbsent(pair.name(), _ -> new ArrayList<>()).add(service / floor);
            }
        }
        return ratios;
    }

    private static Map<String, Double> medians(Map<String, List<Double>> ratios) {
        Map<String, Double> medians = new LinkedHashMap<>();
        ratios.forEach((name, all) -> medians.put(name, Medians.of(all)));
        return medians;
    }

    private static List<Double> of(Map<String, List<Double>> ratios, String name) {
        return ratios.computeIfAbsent(name, _ -> new ArrayList<>());
    }
}
