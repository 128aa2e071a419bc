package dev.stoa.load.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gate holds the service to.
 *
 * @param size of the data set
 * @param statements behind an answer, by request; exact
 * @param ratios of requests a second to the floor's, by measure
 */
record Baseline(String size, Map<String, Integer> statements, Map<String, Ratio> ratios) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double LEAST_BAND = 0.2;
    private static final double MOST_BAND = 0.5;
    private static final double WIDTH = 2;

    Baseline {
        statements = new TreeMap<>(statements);
        ratios = new TreeMap<>(ratios);
    }

    /**
     * A measure's ratio to its floor.
     *
     * @param floor what it is divided by
     * @param ratio the median of the runs
     * @param band how much of {@code ratio} may be lost: twice what the run farthest from it was
     *     off, from a fifth to a half
     * @param runs the median of each run that the band was found by
     */
    record Ratio(String floor, double ratio, double band, List<Double> runs) {
        static Ratio of(String floor, List<Double> runs) {
            double median = Medians.of(runs);
            double farthest =
                    runs.stream().mapToDouble(run -> Math.abs(run / median - 1)).max().orElse(0);
            return new Ratio(
                    floor,
                    rounded(median),
                    rounded(Math.clamp(WIDTH * farthest, LEAST_BAND, MOST_BAND)),
                    runs.stream().map(Ratio::rounded).toList());
        }

        private static double rounded(double value) {
            return Math.round(value * 1000) / 1000.0;
        }

        double least() {
            return ratio * (1 - band);
        }
    }

    static Baseline read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Baseline.class);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }
}
