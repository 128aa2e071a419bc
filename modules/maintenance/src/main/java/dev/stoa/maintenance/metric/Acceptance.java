package dev.stoa.maintenance.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an {@code Accept} header makes of some media types (RFC 9110, 12.5.1): of each the quality
 * of the most specific range that covers it.
 */
final class Acceptance {
    private final List<Range> ranges;

    private Acceptance(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * A range of types.
     *
     * @param type such as {@code text/plain}, {@code text/*}, {@code *}{@code /*}
     * @param quality from 0 to 1
     * @param place in the header, from 0
     */
    private record Range(String type, double quality, int place) {
        boolean covers(String asked) {
            return type.equals(asked)
                    || type.equals("*/*")
                    || (type.endsWith("/*")
                            && asked.startsWith(type.substring(0, type.length() - 1)));
        }

        /** 2 for a type, 1 for all of a kind, 0 for all. */
        int specificity() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }

    /** What {@code header} says; one that says nothing takes everything. */
    static Acceptance of(String header) {
        List<Range> ranges = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String[] words = part.split(";", -1);
            String type = words[0].strip().toLowerCase(Locale.ROOT);
            if (!type.isEmpty()) {
                ranges.add(new Range(type, quality(words), ranges.size()));
            }
        }
        if (ranges.isEmpty()) {
            ranges.add(new Range("*/*", 1, 0));
        }
        return new Acceptance(ranges);
    }

    private static double quality(String[] words) {
        for (int i = 1; i < words.length; i++) {
            String word = words[i].strip().toLowerCase(Locale.ROOT);
            if (word.startsWith("q=")) {
                try {
                    return Math.clamp(Double.parseDouble(word.substring(2).strip()), 0, 1);
                } catch (NumberFormatException _) {
                    return 1;
                }
            }
        }
        return 1;
    }

    private Optional<Range> of(List<Range> all, String type) {
        return all.stream()
                .filter(range -> range.covers(type))
                .max(Comparator.comparingInt(Range::specificity));
    }

    /**
     * The best of {@code offered}: of the highest quality, then named most plainly, then named
     * first, then offered first. The first offered where none is wanted.
     */
    String best(List<String> offered) {
        record Wanted(String type, Range range) {}
        return offered.stream()
                .flatMap(type -> of(ranges, type).map(range -> new Wanted(type, range)).stream())
                .filter(wanted -> wanted.range().quality() > 0)
                .max(
                        Comparator.<Wanted>comparingDouble(wanted -> wanted.range().quality())
                                .thenComparingInt(wanted -> wanted.range().specificity())
                                .thenComparingInt(wanted -> -wanted.range().place())
                                .thenComparingInt(wanted -> -offered.indexOf(wanted.type())))
                .map(Wanted::type)
                .orElse(offered.getFirst());
    }
}
