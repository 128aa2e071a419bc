package dev.stoa.app.alerts;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The text of a file of tests, as promtool reads it. */
final class TestFile {
    private static final Pattern INCREMENTS = Pattern.compile("([0-9.]+\\*[0-9]+ ?)+");

    private final AlertTest.Step step;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param rules files of rules, as seen from this one
     * @param groups in the order in which they are evaluated
     * @param step how often
     */
    TestFile(String made, List<String> rules, List<String> groups, AlertTest.Step step) {
        this.step = step;
        if (!made.isEmpty()) {
            text.append("# Made of ").append(made).append("; see docs/alerts.md.\n");
        }
        text.append("rule_files:\n");
        rules.forEach(each -> text.append("  - ").append(each).append('\n'));
        text.append("evaluation_interval: ").append(step.time()).append("\ngroup_eval_order:\n");
        groups.forEach(each -> text.append("  - ").append(each).append('\n'));
        text.append("tests:\n");
    }

    /**
     * The tests of {@code alert} that go by the step of this file, of its rules of these names;
     * returns how many.
     */
    int tests(Alert alert, List<String> names) {
        List<AlertTest> mine = alert.tests().stream().filter(test -> test.step() == step).toList();
        for (AlertTest test : mine) {
            given(alert, test);
            names.forEach(name -> expected(alert, name, test));
        }
        return mine.size();
    }

    private void given(Alert alert, AlertTest test) {
        String name =
                alert.name()
                        + " "
                        + test.kind().name().toLowerCase(Locale.ROOT)
                        + " "
                        + test.when();
        text.append("  - name: ")
                .append(RuleFile.quoted(name))
                .append("\n    interval: 1m\n    input_series:\n");
        new TreeMap<>(test.series())
                .forEach(
                        (series, values) ->
                                text.append("      - series: ")
                                        .append(RuleFile.quoted(targeted(series)))
                                        .append("\n        values: ")
                                        .append(RuleFile.quoted(values(values)))
                                        .append('\n'));
        text.append("    promql_expr_test:\n");
    }

    private void expected(Alert alert, String name, AlertTest test) {
        text.append("      - expr: ")
                .append("ALERTS{alertname=\"")
                .append(name)
                .append("\",severity=\"")
                .append(alert.severity())
                .append("\",alertstate=\"firing\"}\n        eval_time: ")
                .append(test.at())
                .append('\n');
        if (test.kind() == AlertTest.Kind.FIRES) {
            Map<String, String> labels = new TreeMap<>(test.labels());
            labels.putAll(alert.labels());
            labels.put("alertname", name);
            labels.put("alertstate", "firing");
            text.append("        exp_samples:\n          - labels: ")
                    .append(RuleFile.quoted("ALERTS" + RuleFile.labels(labels)))
                    .append("\n            value: 1\n");
        } else {
            text.append("        exp_samples: []\n");
        }
    }

    /** A series of the target {@code a} of the job {@code stoa}, where it doesn't say otherwise. */
    private static String targeted(String series) {
        int brace = series.indexOf('{');
        String name = brace < 0 ? series : series.substring(0, brace);
        String labels = brace < 0 ? "" : series.substring(brace + 1, series.length() - 1);
        String job = labels.matches("(.*,)?job=.*") ? "" : "job=\"stoa\",";
        String instance = labels.contains("instance=") ? "" : "instance=\"a\",";
        String all = job + instance + labels;
        return name + "{" + (all.endsWith(",") ? all.substring(0, all.length() - 1) : all) + "}";
    }

    private static String values(String values) {
        if (!INCREMENTS.matcher(values).matches()) {
            return values;
        }
        var series = new StringBuilder();
        BigDecimal sum = BigDecimal.ZERO;
        for (String phase : values.split(" ", -1)) {
            BigDecimal step = new BigDecimal(phase.substring(0, phase.indexOf('*')));
            int count = Integer.parseInt(phase.substring(phase.indexOf('*') + 1));
            boolean first = series.isEmpty();
            series.append(first ? "" : " ")
                    .append((first ? sum : sum.add(step)).toPlainString())
                    .append('+')
                    .append(step.toPlainString())
                    .append('x')
                    .append(first ? count : count - 1);
            sum = sum.add(step.multiply(BigDecimal.valueOf(count)));
        }
        return series.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
