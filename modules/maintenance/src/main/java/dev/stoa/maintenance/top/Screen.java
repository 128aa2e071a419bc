package dev.stoa.maintenance.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The full screen: a head, then as many rows of each part as there is room for. */
final class Screen {
    private static final int BAR = 20;

    private final View now;
    private final View before;
    private final String url;

    /**
     * @param before a moment earlier, for what is counted in a second; null for the first
     */
    Screen(View now, @Nullable View before, String url) {
        this.now = now;
        this.before = before == null ? now : before;
        this.url = url;
    }

    /** Its lines, cut to the size of the terminal. */
    List<String> lines(int width, int height, String time) {
        List<String> lines = new ArrayList<>(head(time));
        List<List<String>> parts =
                Stream.of(findings(), statements(), caches(), jobs())
                        .filter(part -> part.size() > 1)
                        .toList();
        for (int i = 0; i < parts.size(); i++) {
            // What one does not need the others get; a line is left free above each.
            int share = (height - 1 - lines.size()) / (parts.size() - i) - 1;
            lines.add("");
            lines.addAll(parts.get(i).subList(0, Math.clamp(share, 0, parts.get(i).size())));
        }
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), height - 1)));
        shown.add("q quits");
        return shown.stream().map(line -> cut(line, width)).toList();
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    private double seconds() {
        return Math.max(0.001, (now.nanos() - before.nanos()) / 1e9);
    }

    private double rate(Function<View, Reading> part, String... names) {
        double more = part.apply(now).number(names) - part.apply(before).number(names);
        return Math.max(0, more / seconds());
    }

    private List<String> head(String time) {
        Reading report = now.report();
        Reading health = now.health();
        double heap = report.number("system", "heapUsedMB");
        double most = report.number("system", "heapMaxMB");
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Stoa %s  %s, %s  up %s  %s  %s",
                        health.text("node"),
                        health.text("stage"),
                        health.text("status"),
                        time((long) health.number("uptimeSeconds")),
                        url,
                        time),
                String.format(
                        Locale.ROOT,
                        "Requests  %.0f/s   %.1f ms mean   %.1f ms peak   %.0f slow   %.2f %% failed   %.0f in all",
                        rate(View::report, "requests", "total"),
                        report.number("requests", "averageResponseTime"),
                        report.number("requests", "peakResponseTime"),
                        report.number("requests", "slowRequests"),
                        report.number("requests", "errorRate"),
                        report.number("requests", "total")),
                String.format(
                        Locale.ROOT,
                        "Database  %s %.1f ms   %.0f statements/s   %.2f ms mean   %.0f slow   %.0f failed   %.0f MB",
                        health.text("components", "database", "status"),
                        health.number("components", "database", "latency"),
                        rate(View::statements, "queryCount"),
                        now.statements().number("averageMs"),
                        now.statements().number("slowQueries"),
                        now.statements().number("failures"),
                        report.number("database", "sizeMB")),
                String.format(
                        Locale.ROOT,
                        "Pool      %s %.0f of %.0f at work, %.0f wait, %.0f refused since the start",
                        bar(now.pool().number("active"), now.pool().number("size")),
                        now.pool().number("active"),
                        now.pool().number("size"),
                        now.pool().number("waiting"),
                        now.pool().number("refused")),
                String.format(
                        Locale.ROOT,
                        "Memory    %s %.0f of %.0f MB heap, %.0f MB resident   CPU %.0f %%",
                        bar(heap, most),
                        heap,
                        most,
                        report.number("system", "residentMB"),
                        report.number("system", "cpuPercent")),
                String.format(
                        Locale.ROOT,
                        "Cache     %s %s %.1f %% hits, %.0f entries, %.1f MB",
                        bar(now.caches().number("hitRate"), 100),
                        now.caches().text("type"),
                        now.caches().number("hitRate"),
                        now.caches().number("entries"),
                        now.caches().number("bytes") / (1 << 20)));
    }

    private static String bar(double part, double whole) {
        int full = whole <= 0 ? 0 : (int) Math.round(BAR * Math.min(1, part / whole));
        return '[' + "#".repeat(full) + "-".repeat(BAR - full) + ']';
    }

    private static String time(long seconds) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static Map<String, Reading> named(List<Reading> some) {
        Map<String, Reading> byName = new HashMap<>();
        some.forEach(each -> byName.put(each.text("name"), each));
        return byName;
    }

    /** Those that took most of the time since the moment before, then of all time. */
    private List<String> statements() {
        Map<String, Reading> earlier = named(before.statements().at("statements").items());
        ToDoubleFunction<Reading> lately = each -> more(earlier, each, "totalMs");
        List<String> rows = new ArrayList<>();
        rows.add(
                String.format(
                        Locale.ROOT,
                        "%-38s %8s %9s %9s %10s %6s",
                        "STATEMENT",
                        "CALLS/S",
                        "MEAN MS",
                        "P95 MS",
                        "CALLS",
                        "SLOW"));
        now.statements().at("statements").items().stream()
                .sorted(
                        Comparator.comparingDouble(lately)
                                .thenComparingDouble(each -> each.number("totalMs"))
                                .reversed())
                .forEach(
                        each ->
                                rows.add(
                                        String.format(
                                                Locale.ROOT,
                                                "%-38s %8.0f %9.2f %9.2f %10.0f %6.0f",
                                                each.text("name"),
                                                more(earlier, each, "calls") / seconds(),
                                                each.number("averageMs"),
                                                each.number("p95Ms"),
                                                each.number("calls"),
                                                each.number("slow", "slow")
                                                        + each.number("slow", "page"))));
        return rows;
    }

    private static double more(Map<String, Reading> earlier, Reading each, String field) {
        Reading known = earlier.get(each.text("name"));
        return known == null ? 0 : Math.max(0, each.number(field) - known.number(field));
    }

    private List<String> caches() {
        Map<String, Reading> earlier = named(before.caches().at("items").items());
        ToDoubleFunction<Reading> asked =
                each -> more(earlier, each, "hits") + more(earlier, each, "misses");
        List<String> rows = new ArrayList<>();
        rows.add(
                String.format(
                        Locale.ROOT,
                        "%-38s %8s %9s %9s %10s %6s",
                        "CACHE",
                        "READS/S",
                        "HITS %",
                        "ENTRIES",
                        "MOST",
                        "MB"));
        now.caches().at("items").items().stream()
                .filter(each -> each.number("hits") + each.number("misses") > 0)
                .sorted(
                        Comparator.comparingDouble(asked)
                                .thenComparingDouble(each -> each.number("hits"))
                                .reversed())
                .forEach(
                        each ->
                                rows.add(
                                        String.format(
                                                Locale.ROOT,
                                                "%-38s %8.0f %9.1f %9.0f %10.0f %6.1f",
                                                each.text("name"),
                                                asked.applyAsDouble(each) / seconds(),
                                                each.number("hitRate"),
                                                each.number("entries"),
                                                each.number("maxEntries"),
                                                each.number("bytes") / (1 << 20))));
        return rows;
    }

    /** Those at work, then those that failed, then those that are due soonest. */
    private List<String> jobs() {
        List<String> rows = new ArrayList<>();
        rows.add(
                String.format(
                        Locale.ROOT, "%-38s %-10s %-9s %-20s", "JOB", "LAST", "TOOK MS", "NEXT"));
        now.jobs().at("items").items().stream()
                .sorted(
                        Comparator.<Reading>comparingInt(
                                        each ->
                                                each.flag("running")
                                                        ? 0
                                                        : each.text("lastRun", "status")
                                                                        .equals("failed")
                                                                ? 1
                                                                : 2)
                                .thenComparing(each -> each.text("nextAt")))
                .forEach(
                        each ->
                                rows.add(
                                        String.format(
                                                Locale.ROOT,
                                                "%-38s %-10s %-9.0f %-20s",
                                                each.text("name"),
                                                each.text("lastRun", "status"),
                                                each.number("lastRun", "durationMs"),
                                                each.flag("running")
                                                        ? "now"
                                                        : second(each.text("nextAt")))));
        return rows;
    }

    private static String second(String at) {
        return at.length() < 19 ? at : at.substring(0, 19) + 'Z';
    }

    private List<String> findings() {
        List<String> rows = new ArrayList<>();
        rows.add("FINDINGS");
        now.report().at("recommendations").items().stream()
                .map(
                        each ->
                                String.format(
                                        Locale.ROOT,
                                        "%3.0f %% %s %s: %s",
                                        100 * each.number("confidence_score"),
                                        each.text("kind"),
                                        each.text("subject"),
                                        each.text("summary")))
                .forEach(rows::add);
        return rows;
    }
}
