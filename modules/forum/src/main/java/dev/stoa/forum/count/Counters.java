package dev.stoa.forum.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where deltas are appended, to be folded soon. */
public final class Counters {
    static final Statement APPEND =
            Statement.of(
                    "forum.counters.append",
                    Budget.ms(10),
                    """
                    insert into counter_deltas
                           (thread_id, post_id, member_id, structure_id,
                            up, down, favorites, threads, posts, replies, participants, views, karma)
                    select d.thread_id, d.post_id, d.member_id, d.structure_id,
                           d.up, d.down, d.favorites, d.threads, d.posts, d.replies, d.participants, d.views, d.karma
                      from unnest(cast(:threads as bigint[]), cast(:posts as bigint[]),
                                  cast(:members as bigint[]), cast(:structures as bigint[]),
                                  cast(:up as int[]), cast(:down as int[]), cast(:favorites as int[]),
                                  cast(:opened as int[]), cast(:answers as int[]), cast(:replies as int[]),
                                  cast(:participants as int[]), cast(:views as int[]),
                                  cast(:karma as int[]))
                           d(thread_id, post_id, member_id, structure_id,
                             up, down, favorites, threads, posts, replies, participants, views, karma)
                    """);

    /**
     * Keeps the folder away until the end of {@code transaction}: for whoever writes counters
     * otherwise, an import say. Waits for the fold under way.
     */
    public static void hold(Transaction transaction) {
        transaction.list(FoldStore.HOLD, _ -> true);
    }

    /** Appends {@code deltas}; one statement. They count once {@code transaction} is committed. */
    public void append(Transaction transaction, List<Delta> deltas) {
        transaction.execute(
                APPEND,
                ids(deltas, Delta::thread),
                ids(deltas, Delta::post),
                ids(deltas, Delta::member),
                ids(deltas, Delta::structure),
                moves(deltas, Moves::up),
                moves(deltas, Moves::down),
                moves(deltas, Moves::favorites),
                moves(deltas, Moves::threads),
                moves(deltas, Moves::posts),
                moves(deltas, Moves::replies),
                moves(deltas, Moves::participants),
                moves(deltas, Moves::views),
                moves(deltas, Moves::karma));
    }

    private static @Nullable Long[] ids(List<Delta> deltas, Function<Delta, @Nullable Long> which) {
        @Nullable Long[] ids = new @Nullable Long[deltas.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = which.apply(deltas.get(i));
        }
        return ids;
    }

    private static int[] moves(List<Delta> deltas, java.util.function.ToIntFunction<Moves> which) {
        return deltas.stream().mapToInt(delta -> which.applyAsInt(delta.moves())).toArray();
    }
}
