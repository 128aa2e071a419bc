package dev.stoa.load;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses among things as people do: the one of rank r is asked for as often as 1/r^1.1 says.
 *
 * @param <T> what is chosen
 */
final class Zipf<T> {
    private static final double EXPONENT = 1.1;

    private final List<T> things;
    private final double[] upTo;

    private Zipf(List<T> things, double[] upTo) {
        this.things = things;
        this.upTo = upTo;
    }

    /** Of {@code things}, the most popular first; at least one. */
    static <T> Zipf<T> of(List<T> things) {
        double[] upTo = new double[things.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += Math.pow(i + 1, -EXPONENT);
            upTo[i] = sum;
        }
        return new Zipf<>(List.copyOf(things), upTo);
    }

    T next(RandomGenerator random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return things.get(found < 0 ? -found - 1 : found);
    }
}
