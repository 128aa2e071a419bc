package dev.stoa.app.alerts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with thresholds in it: <code>${name.value}</code>, divided or multiplied by a number if that
 * follows; {@code ${count name.value}} for one that is counted; {@code ${edge name.value}} for
 * milliseconds that are an edge of the buckets, written in seconds.
 */
record Template(String text) {
    private static final Pattern PLACE =
            Pattern.compile(
                    "\\$\\{(?:(count|edge) )?([a-z0-9-]+\\.[a-z0-9-]+)(?: ([/*]) ([0-9.]+))?}");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** Which way a threshold is moved: by a fifth, by one, or to the next edge. */
    enum Move {
        UP(new BigDecimal("1.2"), 1),
        DOWN(new BigDecimal("0.8"), -1);

        private final BigDecimal factor;
        private final int step;

        Move(BigDecimal factor, int step) {
            this.factor = factor;
            this.step = step;
        }
    }

    /** Names of the thresholds in it, in order, as often as they are there. */
    List<String> places() {
        return PLACE.matcher(text).results().map(each -> each.group(2)).toList();
    }

    String rendered(Thresholds thresholds) {
        return PLACE.matcher(text)
                .replaceAll(each -> Matcher.quoteReplacement(plain(value(each, thresholds))));
    }

    /** The same with the threshold at one of {@link #places} moved. */
    String moved(Thresholds thresholds, int place, Move move) {
        var number = new int[1];
        return PLACE.matcher(text)
                .replaceAll(
                        each ->
                                Matcher.quoteReplacement(
                                        plain(
                                                number[0]++ == place
                                                        ? moved(each, thresholds, move)
                                                        : value(each, thresholds))));
    }

    private static BigDecimal value(MatchResult place, Thresholds thresholds) {
        return converted(place, thresholds.number(place.group(2)));
    }

    private static BigDecimal converted(MatchResult place, BigDecimal value) {
        if ("edge".equals(place.group(1))) {
            return value.divide(THOUSAND);
        }
        if (place.group(3) == null) {
            return value;
        }
        BigDecimal by = new BigDecimal(place.group(4));
        return place.group(3).equals("/")
                ? value.divide(by, MathContext.DECIMAL32)
                : value.multiply(by);
    }

    private static BigDecimal moved(MatchResult place, Thresholds thresholds, Move move) {
        BigDecimal value = thresholds.number(place.group(2));
        if ("count".equals(place.group(1))) {
            return value.add(BigDecimal.valueOf(move.step));
        }
        if ("edge".equals(place.group(1))) {
            List<BigDecimal> edges = thresholds.latencyEdges();
            int at = edges.indexOf(value);
            if (at < 0) {
                throw new IllegalArgumentException(value + " ms is no edge of the buckets");
            }
            return converted(place, edges.get(at + move.step));
        }
        return converted(place, value.multiply(move.factor));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
