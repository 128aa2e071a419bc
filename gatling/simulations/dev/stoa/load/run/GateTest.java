package dev.stoa.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final Baseline BASELINE =
            new Baseline(
                    "small",
                    Map.of("threads recent", 1, "thread", 2),
                    Map.of("tags", Baseline.Ratio.of("a floor", List.of(0.5, 0.49, 0.51))));

    @Test
    void aRunLikeTheBaselineLosesNothing() {
        assertThat(losses(Map.of("threads recent", 1, "thread", 2), Map.of("tags", 0.45)))
                .isEmpty();
    }

    @Test
    void oneStatementMoreIsALossThatNamesItsRoute() {
        assertThat(losses(Map.of("threads recent", 2), Map.of()))
                .containsExactly("threads recent takes 2 statements instead of 1");
    }

    @Test
    void fewerStatementsAreNoLossButAreTold() {
        Gate gate = Gate.of(BASELINE, Map.of("thread", 1), Map.of());
        assertThat(gate.losses()).isEmpty();
        assertThat(gate.table()).contains("fewer: renew the baseline");
    }

    @Test
    void aRatioBelowTheBandIsALossAndOneWithinItIsNone() {
        assertThat(losses(Map.of(), Map.of("tags", 0.401))).isEmpty();
        assertThat(losses(Map.of(), Map.of("tags", 0.399)))
                .containsExactly("tags is at 0.399 of a floor instead of 0.500 (least 0.400)");
    }

    @Test
    void aRouteThatNobodyMeasuredBeforeIsALoss() {
        assertThat(losses(Map.of("new", 1), Map.of("other", 1.0))).hasSize(2);
    }

    @Test
    void theBandIsTwiceWhatTheFarthestRunWasOff() {
        var ratio = Baseline.Ratio.of("a floor", List.of(0.5, 0.4, 0.52));
        assertThat(ratio.ratio()).isEqualTo(0.5);
        assertThat(ratio.band()).isEqualTo(0.4);
        assertThat(ratio.least()).isEqualTo(0.3);
    }

    private static List<String> losses(
            Map<String, Integer> statements, Map<String, Double> ratios) {
        return Gate.of(BASELINE, statements, ratios).losses();
    }
}
