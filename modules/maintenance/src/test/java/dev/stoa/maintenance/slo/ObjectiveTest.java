package dev.stoa.maintenance.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stoa.testkit.SignalsCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    @Test
    void whatObjectivesAllowIsTheErrorBudgetThatAlertsGoBy() throws IOException {
        SignalsCheck signals =
                SignalsCheck.of(
                        Path.of(System.getProperty("stoa.root"), "observability", "signals.yaml"));
        assertThat(allowed(Objective.AVAILABILITY))
                .isEqualTo(number(signals, "availability"), within(1e-9));
        assertThat(allowed(Objective.LATENCY)).isEqualTo(number(signals, "latency"), within(1e-9));
    }

    private static double allowed(Objective objective) {
        return 100 * (1 - objective.target());
    }

    private static double number(SignalsCheck signals, String value) {
        return ((Number) signals.threshold("error-budget", value)).doubleValue();
    }
}
