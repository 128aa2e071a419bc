package dev.stoa.forum.imports;

import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.CopyRows;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Fills the staging tables from a dump's files. */
final class Staging {
    private static final Budget BUDGET = Budget.seconds(600);

    /** Its lock also makes a second import wait for the first. */
    private static final Statement CLEAR =
            Statement.of(
                    "forum.import.clear",
                    BUDGET,
                    """
                    truncate import_users, import_tags, import_posts, import_comments, import_votes,
                             import_links, import_entries
                    """);

    private static final Statement USERS =
            Statement.of(
                    "forum.import.stage-users",
                    BUDGET,
                    """
                    copy import_users (source_id, display_name, base, avatar_url, reputation, created_at)
                    from stdin
                    """);
    private static final Statement TAGS =
            Statement.of(
                    "forum.import.stage-tags",
                    BUDGET,
                    "copy import_tags (source_id, name, slug, color, excerpt_source_id) from stdin");
    private static final Statement POSTS =
            Statement.of(
                    "forum.import.stage-posts",
                    BUDGET,
                    """
                    copy import_posts (source_id, type, parent_source_id, accepted_source_id,
                                       owner_source_id, owner_name, title, slug, tags, body, excerpt,
                                       score, view_count, licence, is_closed, created_at, edited_at)
                    from stdin
                    """);
    private static final Statement COMMENTS =
            Statement.of(
                    "forum.import.stage-comments",
                    BUDGET,
                    """
                    copy import_comments (source_id, post_source_id, owner_source_id, owner_name, body,
                                          body_html, score, licence, created_at)
                    from stdin
                    """);
    private static final Statement VOTES =
            Statement.of(
                    "forum.import.stage-votes",
                    BUDGET,
                    """
                    copy import_votes (source_id, post_source_id, kind, owner_source_id, created_at)
                    from stdin
                    """);
    private static final Statement LINKS =
            Statement.of(
                    "forum.import.stage-links",
                    BUDGET,
                    """
                    copy import_links (source_id, post_source_id, related_source_id, kind, created_at)
                    from stdin
                    """);
    private static final Statement ANALYZE =
            Statement.of(
                    "forum.import.analyze-staging",
                    BUDGET,
                    "analyze import_users, import_tags, import_posts, import_comments, import_votes");
    private static final List<Statement> ONCE =
            List.of(
                    once("users", "import_users"),
                    once("tags", "import_tags"),
                    once("posts", "import_posts"),
                    once("comments", "import_comments"));
    private static final List<String> ONCE_KINDS = List.of("users", "tags", "posts", "comments");

    private final Dump dump;
    private final Progress progress;
    private final Transaction transaction;
    private final Tally tally;
    private final StagedRows rows = new StagedRows();

    Staging(Dump dump, Progress progress, Transaction transaction, Tally tally) {
        this.dump = dump;
        this.progress = progress;
        this.transaction = transaction;
        this.tally = tally;
    }

    void fill() {
        clear();
        copy(Dump.Part.USERS, USERS, rows::user);
        copy(Dump.Part.TAGS, TAGS, rows::tag);
        copy(Dump.Part.POSTS, POSTS, rows::post);
        copy(Dump.Part.COMMENTS, COMMENTS, rows::comment);
        copy(Dump.Part.VOTES, VOTES, rows::vote);
        copy(Dump.Part.LINKS, LINKS, rows::link);
        passBadges();
        for (int i = 0; i < ONCE.size(); i++) {
            tally.skipped(ONCE_KINDS.get(i), "id given twice", transaction.execute(ONCE.get(i)));
        }
        transaction.execute(ANALYZE);
    }

    void clear() {
        transaction.execute(CLEAR);
    }

    private static Statement once(String kind, String table) {
        return Statement.of(
                "forum.import.once-" + kind,
                BUDGET,
                "delete from "
                        + table
                        + " a using "
                        + table
                        + " b where a.source_id = b.source_id and a.ctid > b.ctid");
    }

    private void copy(Dump.Part part, Statement statement, BiPredicate<DumpRow, CopyRows> writes) {
        if (!dump.has(part)) {
            return;
        }
        try (DumpFile file = new DumpFile(dump, part, progress);
                CopyRows copied = new CopyRows(row -> next(file, row, writes))) {
            transaction.copyIn(statement, copied);
            tally.read(part.root, file.rows());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean next(
            DumpFile file, CopyRows row, BiPredicate<DumpRow, CopyRows> writes) {
        Optional<DumpRow> read = file.next();
        while (read.isPresent() && !writes.test(read.get(), row)) {
            read = file.next();
        }
        return read.isPresent();
    }

    /** Read for their form alone: there is nowhere to show badges. */
    private void passBadges() {
        if (!dump.has(Dump.Part.BADGES)) {
            return;
        }
        try (DumpFile file = new DumpFile(dump, Dump.Part.BADGES, progress)) {
            while (file.next().isPresent()) {}
            tally.read("badges", file.rows());
            tally.skipped("badges", "badges are not kept", file.rows());
        }
    }
}
