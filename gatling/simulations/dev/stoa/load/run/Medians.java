package dev.stoa.load.run;

import java.util.List;

/** The middle of some figures. */
final class Medians {
    private Medians() {}

    /** Of at least one. */
    static double of(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
