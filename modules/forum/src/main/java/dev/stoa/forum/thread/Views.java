package dev.stoa.forum.thread;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts views in memory and adds them to the threads every few seconds; a crash loses what was not
 * added yet.
 */
public final class Views {
    static final Statement ADD =
            Statement.of(
                    "forum.views.add",
                    Budget.ms(200),
                    """
                    update thread_stats s set view_count = s.view_count + v.views
                      from unnest(cast(:threads as bigint[]), cast(:views as bigint[])) v(thread_id, views)
                     where s.thread_id = v.thread_id
                    """);
    private static final int MOST_THREADS = 50_000;

    private final Database database;
    private final Map<Long, LongAdder> counts = new ConcurrentHashMap<>();

    public Views(Database database) {
        this.database = database;
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
     * Adds what was counted since the last time; one statement, none when nothing was. What fails
     * is kept.
     */
    public void flush() {
        // In the order of ids, so that two nodes lock rows in the same order.
        Map<Long, Long> taken = new TreeMap<>();
        for (Long thread : List.copyOf(counts.keySet())) {
            LongAdder count = counts.remove(thread);
            if (count != null && count.sum() > 0) {
                taken.put(thread, count.sum());
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            database.execute(
                    ADD,
                    taken.keySet().stream().mapToLong(Long::longValue).toArray(),
                    taken.values().stream().mapToLong(Long::longValue).toArray());
        } catch (RuntimeException e) {
            taken.forEach(
                    (thread, views) ->
                            counts.computeIfAbsent(thread, _ -> new LongAdder()).add(views));
            throw e;
        }
    }
}
