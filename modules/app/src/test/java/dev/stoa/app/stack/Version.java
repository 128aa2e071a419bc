package dev.stoa.app.stack;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers of a library's version, in order; words such as {@code Final} don't count, but a
 * version with {@code alpha}, {@code beta}, {@code rc}, {@code M1} or {@code SNAPSHOT} comes before
 * the one without.
 */
record Version(List<BigInteger> numbers, boolean isFinal) {
    Version {
        numbers = List.copyOf(numbers);
    }

    static Version of(String text) {
        String[] parts = text.split("[-.+]");
        return new Version(
                Stream.of(parts)
                        .takeWhile(part -> part.matches("\\d+"))
                        .map(BigInteger::new)
                        .toList(),
                Stream.of(parts)
                        .noneMatch(part -> part.matches("(?i)(alpha|beta|rc|cr|m|snapshot)\\d*")));
    }

    boolean isBefore(Version other) {
        int longest = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < longest; i++) {
            int order = number(i).compareTo(other.number(i));
            if (order != 0) {
                return order < 0;
            }
        }
        return !isFinal && other.isFinal;
    }

    private BigInteger number(int i) {
        return i < numbers.size() ? numbers.get(i) : BigInteger.ZERO;
    }
}
