package dev.stoa.load.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares a run with the baseline.
 *
 * @param table in Markdown, a line for each request and each measure
 * @param losses what is worse, each naming its route; empty where nothing is
 */
record Gate(String table, List<String> losses) {
    Gate {
        losses = List.copyOf(losses);
    }

    static Gate of(Baseline baseline, Map<String, Integer> statements, Map<String, Double> ratios) {
        var table =
                new StringBuilder(
                        "| route | what | baseline | this run | bound | verdict |%n|---|---|---|---|---|---|%n"
                                .formatted());
        List<String> losses = new ArrayList<>();
        statements.forEach(
                (route, now) -> {
                    Integer before = baseline.statements().get(route);
                    if (before == null || before < now) {
                        losses.add(
                                "%s takes %d statements instead of %s"
                                        .formatted(route, now, before));
                    }
                    table.append(
                            String.format(
                                    Locale.ROOT,
                                    "| %s | statements | %d | %d | exact | %s |%n",
                                    route,
                                    before,
                                    now,
                                    verdict(before, now)));
                });
        ratios.forEach(
                (route, now) -> {
                    Baseline.Ratio before = baseline.ratios().get(route);
                    if (before == null) {
                        losses.add(route + " is not in the baseline");
                        return;
                    }
                    boolean lost = now < before.least();
                    if (lost) {
                        losses.add(
                                String.format(
                                        Locale.ROOT,
                                        "%s is at %.3f of %s instead of %.3f (least %.3f)",
                                        route,
                                        now,
                                        before.floor(),
                                        before.ratio(),
                                        before.least()));
                    }
                    table.append(
                            String.format(
                                    Locale.ROOT,
                                    "| %s | ratio to %s | %.3f | %.3f | >= %.3f | %s |%n",
                                    route,
                                    before.floor(),
                                    before.ratio(),
                                    now,
                                    before.least(),
                                    lost ? "LOST" : "held"));
                });
        return new Gate(table.toString(), losses);
    }

    private static String verdict(@org.jspecify.annotations.Nullable Integer before, int now) {
        if (before == null) {
            return "NOT IN THE BASELINE";
        }
        return now > before ? "MORE" : now < before ? "fewer: renew the baseline" : "held";
    }
}
