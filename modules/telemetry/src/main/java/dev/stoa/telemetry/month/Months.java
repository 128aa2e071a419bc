package dev.stoa.telemetry.month;

import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.event.EventKey;
import dev.stoa.telemetry.event.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The months there are, as this node knows them: read anew each minute and whenever PostgreSQL says
 * that one is missing.
 */
public final class Months implements Span {
    /** Months that are made ahead of the current one. */
    static final int AHEAD = 3;

    /** By how much clocks of clients may be fast. */
    private static final Duration FAST = Duration.ofHours(1);

    private final MonthStore store;
    private final InstantSource clock;
    private volatile NavigableSet<Month> known = new TreeSet<>();

    Months(MonthStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Reads which there are. */
    public void refresh() {
        known = new TreeSet<>(store.attached());
    }

    /** Makes what is missing of the current month and those ahead; returns how many it made. */
    public int ensure() {
        refresh();
        int made = 0;
        for (Month month : missing()) {
            made += store.add(month) ? 1 : 0;
        }
        if (made > 0) {
            refresh();
        }
        return made;
    }

    /** At the very first also the month before: its last events are under way. */
    List<Month> missing() {
        NavigableSet<Month> there = known;
        Month current = current();
        List<Month> wanted = new ArrayList<>();
        for (int i = there.isEmpty() ? -1 : 0; i <= AHEAD; i++) {
            if (!there.contains(current.plus(i))) {
                wanted.add(current.plus(i));
            }
        }
        return wanted;
    }

    Month current() {
        return Month.of(clock.instant());
    }

    /** How many months behind the current one are there, without a gap. */
    int ahead() {
        NavigableSet<Month> there = known;
        Month current = current();
        int ahead = 0;
        while (there.contains(current.plus(ahead + 1))) {
            ahead++;
        }
        return ahead;
    }

    /** The begin of the oldest month there is; of the current one where there is none. */
    public Instant oldest() {
        NavigableSet<Month> there = known;
        return (there.isEmpty() ? current() : there.first()).start();
    }

    /**
     * Whether all events of the month of a moment are there, and none are about to go while {@code
     * in} holds the lock of the rollups.
     */
    public static boolean isWhole(Transaction in, Instant at) {
        return MonthStore.isWhole(in, Month.of(at));
    }

    /** The tables of events there are: of months that take some, and of those about to go. */
    public static List<String> tables(Transaction in) {
        return MonthStore.all(in).stream().map(each -> each.month().partition()).toList();
    }

    /** The current month and what is ahead always have a place: a missing one is made. */
    @Override
    public Place place(long micros) {
        Instant now = clock.instant();
        if (micros > EventKey.micros(now.plus(FAST))) {
            return Place.BEHIND;
        }
        Month month = Month.of(EventKey.instant(micros));
        return known.contains(month) || month.compareTo(Month.of(now)) >= 0
                ? Place.WITHIN
                : Place.BEFORE;
    }
}
