package dev.stoa.forum.thread;

import dev.stoa.forum.count.Counters;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.platform.sql.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts views in memory and appends them to the counters' deltas every few seconds; a crash loses
 * what was not added yet.
 */
public final class Views {
    private static final int MOST_THREADS = 50_000;
    private static final int MOST_VIEWS = 1_000_000;

    private final Database database;
    private final Counters counters;
    private final Map<Long, LongAdder> counts = new ConcurrentHashMap<>();

    public Views(Database database, Counters counters) {
        this.database = database;
        this.counters = counters;
    }

    void count(long thread) {
        LongAdder count = counts.get(thread);
        if (count == null) {
            if (counts.size() >= MOST_THREADS) {
                return;
            }
            count = counts.computeIfAbsent(thread, _ -> new LongAdder());
        }
        count.increment();
    }

    /**
     * Appends what was counted since the last time; one statement, none when nothing was. What
     * fails is kept.
     */
    public void flush() {
        Map<Long, Integer> taken = new HashMap<>();
        for (Long thread : List.copyOf(counts.keySet())) {
            LongAdder count = counts.remove(thread);
            if (count != null && count.sum() > 0) {
                taken.put(thread, (int) Math.min(count.sum(), MOST_VIEWS));
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            List<Delta> deltas =
                    taken.entrySet().stream()
                            .map(each -> Delta.ofThread(each.getKey(), views(each.getValue())))
                            .toList();
            database.transaction(
                    transaction -> {
                        counters.append(transaction, deltas);
                        return deltas;
                    });
        } catch (RuntimeException e) {
            taken.forEach(
                    (thread, views) ->
                            counts.computeIfAbsent(thread, _ -> new LongAdder()).add(views));
            throw e;
        }
    }

    private static Moves views(int count) {
        return Moves.NONE.views(count);
    }
}
