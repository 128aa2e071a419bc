package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static Entry entry(int id) {
        return new Entry(
                "r-" + id,
                new LiveEvent(
                        LiveEvent.Kind.COUNTS,
                        List.of(Topic.HOT),
                        LiveEvent.About.NOTHING,
                        Instant.EPOCH));
    }

    private static History of(int most, int entries) {
        History history = new History(most);
        IntStream.rangeClosed(1, entries).forEach(id -> history.add(entry(id)));
        return history;
    }

    private static Optional<List<String>> after(History history, String id) {
        return history.after(id).map(later -> later.stream().map(Entry::id).toList());
    }

    @Test
    void whatCameAfterAnEntryIsKnownInItsOrder() {
        History history = of(10, 4);
        assertThat(after(history, "r-2")).contains(List.of("r-3", "r-4"));
        assertThat(after(history, "r-4")).contains(List.of());
        assertThat(after(history, "r-5")).isEmpty();
        assertThat(history.latest()).isEqualTo("r-4");
    }

    @Test
    void whatIsTooOldIsForgotten() {
        History history = of(3, 5);
        assertThat(after(history, "r-3")).contains(List.of("r-4", "r-5"));
        assertThat(after(history, "r-2")).isEmpty();
    }

    @Test
    void beforeTheFirstEntryThereIsABeginningUntilThatIsForgotten() {
        History history = new History(2);
        String beginning = history.latest();
        assertThat(beginning).isNotEmpty();
        history.add(entry(1));
        assertThat(after(history, beginning)).contains(List.of("r-1"));
        history.add(entry(2));
        history.add(entry(3));
        assertThat(after(history, beginning)).isEmpty();
        assertThat(after(history, "")).isEmpty();
    }

    @Test
    void anewMeansThatNothingBeforeIsKnown() {
        History history = of(10, 4);
        history.restart(List.of(entry(8), entry(9)));
        assertThat(after(history, "r-4")).isEmpty();
        assertThat(after(history, "r-8")).contains(List.of("r-9"));
        history.restart(List.of());
        assertThat(after(history, "r-9")).isEmpty();
        assertThat(after(history, history.latest())).contains(List.of());
    }
}
