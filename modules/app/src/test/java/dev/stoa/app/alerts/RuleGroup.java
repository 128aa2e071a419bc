package dev.stoa.app.alerts;

import java.util.List;

/** Rules of one source file. */
record RuleGroup(String name, List<Recording> recordings, List<Alert> alerts) {
    RuleGroup {
        recordings = List.copyOf(recordings);
        alerts = List.copyOf(alerts);
    }
}
