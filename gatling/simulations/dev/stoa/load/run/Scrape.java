package dev.stoa.load.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All metrics of a node at one moment.
 *
 * @param samples in the order they stand
 */
record Scrape(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{[^}]*})? (\\S+).*");
    private static final Pattern UP_TO = Pattern.compile("le=\"([^\"]+)\"");

    Scrape {
        samples = List.copyOf(samples);
    }

    /** One value; {@code labels} as they stand, braces and all. */
    record Sample(String name, String labels, double value) {}

    static Scrape of(String text) {
        return new Scrape(
                text.lines()
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .map(
                                line ->
                                        new Sample(
                                                line.group(1),
                                                line.group(2) == null ? "" : line.group(2),
                                                Double.parseDouble(
                                                        line.group(3).replace("Inf", "Infinity"))))
                        .toList());
    }

    /** Of all that have a name and these words among their labels. */
    double sum(String name, String... words) {
        return samples.stream()
                .filter(
                        sample ->
                                sample.name().equals(name)
                                        && List.of(words).stream()
                                                .allMatch(sample.labels()::contains))
                .mapToDouble(Sample::value)
                .sum();
    }

    /**
     * The bound of a histogram's bucket that so much of 1 does not exceed of what came after {@code
     * before}.
     */
    double quantile(String name, double share, Scrape before) {
        String bucket = name + "_bucket";
        List<Double> bounds =
                samples.stream()
                        .filter(sample -> sample.name().equals(bucket))
                        .map(sample -> bound(sample.labels()))
                        .distinct()
                        .sorted()
                        .toList();
        double all = since(before, bucket, Double.POSITIVE_INFINITY);
        return bounds.stream()
                .filter(bound -> since(before, bucket, bound) >= share * all)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double since(Scrape before, String bucket, double bound) {
        return within(bucket, bound) - before.within(bucket, bound);
    }

    private double within(String bucket, double bound) {
        return samples.stream()
                .filter(sample -> sample.name().equals(bucket) && bound(sample.labels()) == bound)
                .mapToDouble(Sample::value)
                .sum();
    }

    private static double bound(String labels) {
        Matcher found = UP_TO.matcher(labels);
        return found.find()
                ? Double.parseDouble(found.group(1).replace("Inf", "Infinity"))
                : Double.NaN;
    }
}
