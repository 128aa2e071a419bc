package dev.stoa.forum.imports;

import dev.stoa.platform.Progress;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.nio.file.Path;
import java.util.List;

/**
 * Imports a Stack Exchange data dump in one transaction: all of it or nothing, and a second time
 * nothing new. Memory does not grow with the dump.
 */
public final class StackExchangeImport {
    private static final List<Statement> ANALYZE =
            List.of(
                    analyze("forum", "threads, thread_stats, thread_tags, thread_links"),
                    analyze("posts", "posts, post_stats, imported_votes, favorites"),
                    analyze("members", "users, member_stats, karma_entries, tags"));

    private final Database database;
    private final Runnable afterCommit;

    /**
     * An import into {@code database}.
     *
     * @param afterCommit run once all is stored, before {@link #run} returns
     */
    public StackExchangeImport(Database database, Runnable afterCommit) {
        this.database = database;
        this.afterCommit = afterCommit;
    }

    /**
     * Looks whether {@code folder} may hold a dump.
     *
     * @throws dev.stoa.platform.Failure.Invalid naming the file that is missing
     */
    public static void check(Path folder) {
        new Dump(folder);
    }

    /**
     * Imports the dump in {@code folder}, which names the site.
     *
     * @throws dev.stoa.platform.Failure.Invalid naming file and line, where the dump is not one
     */
    public ImportReport run(Path folder, Progress progress) throws Exception {
        Dump dump = new Dump(folder);
        return Work.unlimited("forum.import")
                .run(
                        () -> {
                            ImportReport report =
                                    database.transaction(in -> merge(dump, progress, in));
                            ANALYZE.forEach(database::execute);
                            afterCommit.run();
                            return report;
                        });
    }

    private static ImportReport merge(Dump dump, Progress progress, Transaction in) {
        Tally tally = new Tally();
        Staging staging = new Staging(dump, progress, in, tally);
        staging.fill();
        progress.at("members", 1, 5);
        new MemberMerge(in).merge(dump.host(), tally);
        progress.at("tags", 2, 5);
        new TagMerge(in).merge(tally);
        progress.at("threads", 3, 5);
        new EntryMerge(in).merge(dump.host(), tally);
        new ThreadMerge(in).merge(dump, tally);
        progress.at("counters", 4, 5);
        new CounterMerge(in).merge(tally);
        staging.clear();
        progress.at("done", 5, 5);
        return tally.report();
    }

    private static Statement analyze(String what, String tables) {
        return Statement.of(
                "forum.import.analyze-" + what, Budget.seconds(60), "analyze " + tables);
    }
}
