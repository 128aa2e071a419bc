package dev.stoa.app.alerts;

import java.util.Map;

/** The text of a file of rules, as Prometheus reads it. */
final class RuleFile {
    private static final String RUNBOOKS = "observability/runbooks/";

    private final Thresholds thresholds;
    private final Pace pace;
    private final StringBuilder text = new StringBuilder();

    RuleFile(Thresholds thresholds, Pace pace, String made) {
        this.thresholds = thresholds;
        this.pace = pace;
        if (!made.isEmpty()) {
            text.append("# Made of ").append(made).append("; see docs/alerts.md.\n");
        }
        text.append("groups:\n");
    }

    RuleFile group(String name) {
        text.append("  - name: ").append(name).append('\n');
        if (!pace.interval().isEmpty()) {
            text.append("    interval: ").append(pace.interval()).append('\n');
        }
        text.append("    rules:\n");
        return this;
    }

    RuleFile recording(String name, String expression) {
        text.append("      - record: ").append(name).append('\n');
        expression(expression);
        return this;
    }

    /** A rule of {@code alert} under a name of its own. */
    RuleFile alert(Alert alert, String name, String expression) {
        text.append("      - alert: ").append(name).append('\n');
        expression(expression);
        about(alert);
        return this;
    }

    private void expression(String expression) {
        text.append("        expr: |\n");
        pace.expression(expression)
                .lines()
                .forEach(line -> text.append("          ").append(line).append('\n'));
    }

    private void about(Alert alert) {
        if (!alert.pending().equals("0m")) {
            text.append("        for: ").append(pace.time(alert.pending())).append('\n');
        }
        if (!alert.kept().equals("0m")) {
            text.append("        keep_firing_for: ").append(pace.time(alert.kept())).append('\n');
        }
        text.append("        labels:\n");
        alert.labels().forEach(this::pair);
        text.append("        annotations:\n");
        pair("summary", alert.summary());
        pair("description", alert.description().rendered(thresholds));
        pair("runbook_url", RUNBOOKS + alert.name() + ".md");
        pair("dashboard", "/d/" + alert.dashboard());
    }

    private void pair(String name, String value) {
        text.append("          ").append(name).append(": ").append(quoted(value)).append('\n');
    }

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String labels(Map<String, String> labels) {
        var all = new StringBuilder("{");
        labels.forEach(
                (name, value) ->
                        all.append(all.length() > 1 ? "," : "")
                                .append(name)
                                .append("=\"")
                                .append(value)
                                .append('"'));
        return all.append('}').toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
