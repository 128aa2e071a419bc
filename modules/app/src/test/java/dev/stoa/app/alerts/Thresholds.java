package dev.stoa.app.alerts;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** The thresholds of {@code observability/signals.yaml}. */
final class Thresholds {
    private final Map<String, Map<String, ?>> all;

    private Thresholds(Map<String, Map<String, ?>> all) {
        this.all = all;
    }

    static Thresholds of(Path signals) throws IOException {
        try (Reader text = Files.newBufferedReader(signals)) {
            Map<String, Map<String, Map<String, ?>>> file = new Yaml().load(text);
            return new Thresholds(Objects.requireNonNull(file.get("thresholds")));
        }
    }

    /**
     * A number by its name, such as {@code error-rate.red}.
     *
     * @throws IllegalArgumentException when there is none
     */
    BigDecimal number(String name) {
        int dot = name.indexOf('.');
        Object found =
                all.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1));
        if (!(found instanceof Number number)) {
            throw new IllegalArgumentException("signals.yaml has no threshold " + name);
        }
        return new BigDecimal(number.toString());
    }

    /** Edges of the buckets of latencies, in milliseconds, ascending. */
    List<BigDecimal> latencyEdges() {
        Object edges = all.getOrDefault("http-latency-buckets", Map.of()).get("edges");
        return ((List<?>) Objects.requireNonNull(edges))
                .stream().map(each -> new BigDecimal(each.toString())).toList();
    }
}
