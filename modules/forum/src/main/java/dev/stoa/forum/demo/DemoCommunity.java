package dev.stoa.forum.demo;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.BareTables;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;

/** Fills an empty forum with a made-up community, in one transaction. */
public final class DemoCommunity {
    private static final ProblemType NOT_EMPTY =
            new ProblemType(
                    "forum-not-empty",
                    409,
                    "The forum is not empty",
                    "A made-up community is only put into an empty database.");
    private static final Statement IS_EMPTY =
            Statement.of(
                    "forum.demo.is-empty",
                    Budget.ms(50),
                    """
                    select not exists (select 1 from users) and not exists (select 1 from threads)
                           and not exists (select 1 from forum_structure)
                    """);
    private static final Statement ANALYZE =
            Statement.of(
                    "forum.demo.analyze",
                    Budget.seconds(300),
                    """
                    analyze users, forum_structure, tags, thread_tags, threads, posts, thread_votes,
                            post_votes, favorites, thread_stats, post_stats, member_stats, karma_entries,
                            collections, collection_items, collection_items_done, collection_progress,
                            notifications
                    """);

    private static final List<String> HEAVY =
            List.of("users", "threads", "posts", "karma_entries", "tags");

    private final Database database;
    private final Runnable afterCommit;

    /**
     * A community in {@code database}.
     *
     * @param afterCommit run once all is stored, before {@link #fill} returns
     */
    public DemoCommunity(Database database, Runnable afterCommit) {
        this.database = database;
        this.afterCommit = afterCommit;
    }

    /** Whether there is nothing a made-up community could collide with. */
    public static boolean isEmpty(Database database) {
        return database.find(IS_EMPTY, row -> row.flag(0)).orElse(false);
    }

    /**
     * Makes the community of a size; the same for the same seed and now.
     *
     * @param now the latest time anything in it has
     * @throws Failure.Conflict where the forum is not empty
     */
    public void fill(DemoSize size, long seed, Instant now, Progress progress) throws Exception {
        DemoPlan plan = new DemoPlan(size, seed, now);
        Work.unlimited("forum.demo")
                .run(
                        () -> {
                            database.transaction(in -> fill(plan, progress, in));
                            progress.at("statistics", 0, 1);
                            database.execute(ANALYZE);
                            progress.at("statistics", 1, 1);
                            afterCommit.run();
                            return size;
                        });
    }

    private static DemoSize fill(DemoPlan plan, Progress progress, Transaction in) {
        if (!in.find(IS_EMPTY, row -> row.flag(0)).orElse(false)) {
            throw new Failure.Conflict(NOT_EMPTY, "The forum is not empty: nothing was changed.");
        }
        BareTables tables = BareTables.of(in, HEAVY);
        new DemoTables(plan, progress, in).fill();
        int done = 0;
        for (Statement counters : DemoCounters.ALL) {
            progress.at("counters", done++, DemoCounters.ALL.size());
            in.execute(counters);
        }
        progress.at("counters", done, done);
        DemoDone.ALL.forEach(in::execute);
        in.list(DemoCounters.SEQUENCES, row -> row.number(0));
        progress.at("indexes", 0, 1);
        tables.build();
        progress.at("indexes", 1, 1);
        return plan.size;
    }
}
