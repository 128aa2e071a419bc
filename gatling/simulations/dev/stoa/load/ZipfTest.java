package dev.stoa.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ZipfTest {
    private static final int MANY = 200_000;

    @Test
    void theSecondIsAskedForByItsShareOfTheFirst() {
        Zipf<Integer> zipf = Zipf.of(IntStream.rangeClosed(1, 1000).boxed().toList());
        Random random = new Random(5);
        Map<Integer, Integer> asked = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            asked.merge(zipf.next(random), 1, Integer::sum);
        }
        double first = asked.getOrDefault(1, 0);
        assertThat(asked.getOrDefault(2, 0) / first)
                .isBetween(Math.pow(2, -1.1) * 0.95, Math.pow(2, -1.1) * 1.05);
        assertThat(asked.getOrDefault(10, 0) / first)
                .isBetween(Math.pow(10, -1.1) * 0.9, Math.pow(10, -1.1) * 1.1);
        assertThat(asked.keySet()).allMatch(rank -> rank >= 1 && rank <= 1000);
    }

    @Test
    void oneThingIsAlwaysChosen() {
        assertThat(Zipf.of(List.of("only")).next(new Random(1))).isEqualTo("only");
    }
}
