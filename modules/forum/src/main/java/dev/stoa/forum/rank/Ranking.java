package dev.stoa.forum.rank;

import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ranked snapshots: which are current, and their refresh. */
public final class Ranking {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RankStore store;
    private final Duration interval;
    private final Timer cost;
    private volatile List<RankEpoch> epochs = List.of();

    public Ranking(Database database, Duration interval, MeterRegistry meters) {
        this.store = new RankStore(database);
        this.interval = interval;
        this.cost =
                Timer.builder("stoa.rank.refresh")
                        .description("Time one refresh of the ranked snapshots took")
                        .register(meters);
    }

    /** Makes a snapshot without a node, for a command that has just filled the forum. */
    public static void refresh(Database database) {
        Work.unlimited("forum.ranks.refresh")
                .run((Runnable) () -> new RankStore(database).refresh());
    }

    /** The snapshot that new readers get. */
    public RankEpoch current() {
        List<RankEpoch> known = epochs;
        return known.isEmpty() ? RankEpoch.NONE : known.getFirst();
    }

    /** The snapshot numbered {@code epoch} while it is kept. */
    public Optional<RankEpoch> kept(long epoch) {
        return epochs.stream().filter(each -> each.epoch() == epoch).findFirst();
    }

    /**
     * Sees which snapshots there are; one statement. Another node, or an import, may have made one.
     */
    public void look() {
        epochs = List.copyOf(store.epochs());
    }

    /** Makes a snapshot when the current one is older than the interval. */
    public void refreshIfDue(Instant now) {
        look();
        if (Duration.between(current().at(), now).compareTo(interval) >= 0) {
            refresh();
        }
    }

    /** Makes a snapshot now, unless another node is at it. */
    public void refresh() {
        long started = System.nanoTime();
        Work.within("forum.ranks.refresh", LIMIT).run(() -> store.refresh().ifPresent(_ -> look()));
        cost.record(Duration.ofNanos(System.nanoTime() - started));
    }
}
