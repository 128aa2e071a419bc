package dev.stoa.app.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert and what holds it.
 *
 * @param severity page or ticket
 * @param rollback whether it is a reason to take a new version back
 * @param pending how long it must be so, as Prometheus writes it
 * @param kept how long it goes on firing when it is no longer so; 0m for not at all
 * @param dashboard uid of the board that shows it
 */
record Alert(
        String name,
        String severity,
        boolean rollback,
        String pending,
        String kept,
        Template expr,
        String summary,
        Template description,
        String dashboard,
        List<AlertTest> tests) {
    Alert {
        tests = List.copyOf(tests);
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("severity", severity);
        if (rollback) {
            labels.put("rollback", "true");
        }
        return labels;
    }
}
