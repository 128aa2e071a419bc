package dev.stoa.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.load.run.Watch.Moment;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FlatTest {
    private static final double MIB_PER_SECOND = 1 / 600.0;

    @Test
    void aHeapThatStaysIsFlatWhateverTheFirstThirdDid() {
        Flat flat = Flat.of(seen(at -> at < 600 ? at / 10 : 60));
        assertThat(flat.heapSlope()).isBetween(-0.01, 0.01);
        assertThat(flat.holds()).isTrue();
    }

    @Test
    void aHeapThatGrowsByTwoMebibytesInTenMinutesIsNot() {
        Flat flat = Flat.of(seen(at -> 60 + 2 * MIB_PER_SECOND * at));
        assertThat(flat.heapSlope()).isBetween(1.99, 2.01);
        assertThat(flat.holds()).isFalse();
    }

    private static List<Moment> seen(DoubleUnaryOperator heap) {
        return IntStream.range(0, 180)
                .mapToObj(i -> new Moment(i * 10, heap.applyAsDouble(i * 10), 200, 40, 100, 0.1))
                .toList();
    }
}
