package dev.stoa.forum.thread;

import dev.stoa.forum.post.WrittenPosts;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Threads as their authors see them: those just written, and drafts. */
public final class WrittenThreads {
    static final Statement WRITTEN =
            Statement.of(
                    "forum.threads.written", Budget.ms(5), ThreadStore.CARD + "where x.id = :id");
    private static final String OWN_DRAFTS =
            """
            select x.id, x.created_at, cast(0 as double precision), x.structure_id, %s
              from threads x
              join thread_stats s on s.thread_id = x.id
              left join users a on a.id = x.user_id
              left join member_stats m on m.user_id = x.user_id
              left join users l on l.id = x.last_post_user_id
             where x.user_id = :member and x.published_at is null and not x.is_removed
            """
                    .formatted(ThreadRow.parts("x"));
    static final LimitedStatement DRAFTS =
            LimitedStatement.of(
                    "forum.threads.drafts",
                    Budget.ms(10),
                    OWN_DRAFTS
                            + "and (x.created_at, x.id) < (cast(:at as timestamptz), :id)\n"
                            + " order by x.created_at desc, x.id desc");
    static final LimitedStatement DRAFTS_BEFORE =
            LimitedStatement.of(
                    "forum.threads.drafts-before",
                    Budget.ms(10),
                    OWN_DRAFTS
                            + "and (x.created_at, x.id) > (cast(:at as timestamptz), :id)\n"
                            + " order by x.created_at, x.id");

    private static final JsonPart OPEN = JsonPart.of("{");
    private static final JsonPart FIRST_POST = JsonPart.of(",\"firstPost\":");
    private static final JsonPart CLOSE = JsonPart.of("}");

    private final Structures structures;
    private final InstantSource clock;

    public WrittenThreads(Structures structures, InstantSource clock) {
        this.structures = structures;
        this.clock = clock;
    }

    /** The thread with its first post, whatever its state; two statements. */
    public Body body(Transaction in, long thread, long firstPost) {
        ThreadRow row = in.find(WRITTEN, ThreadRow::ranked, clock.instant(), thread).orElseThrow();
        JsonPart post = WrittenPosts.json(in, firstPost);
        return Json.body(
                json ->
                        Json.value(
                                json,
                                OPEN,
                                row.head(),
                                structures.tree().cardOf(row.structureId()),
                                row.tail(),
                                FIRST_POST,
                                post,
                                CLOSE));
    }

    /** A page of a member's drafts, the newest first; one statement. */
    public Body drafts(Database database, Cursors cursors, long member, Paging paging) {
        String scope = "drafts:" + member;
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        boolean isBack = paging.before() && cursor.isPresent();
        Statement page = (isBack ? DRAFTS_BEFORE : DRAFTS).upTo(paging.limit());
        List<ThreadRow> rows =
                database.list(
                        page,
                        ThreadRow::timed,
                        clock.instant(),
                        member,
                        cursor.<Object>map(at -> moment(at.tuple().part(0))).orElse("infinity"),
                        cursor.map(at -> at.tuple().part(1)).orElse(Long.MAX_VALUE));
        boolean isMore = rows.size() > paging.limit();
        List<ThreadRow> cut = rows.subList(0, Math.min(paging.limit(), rows.size()));
        List<ThreadRow> shown = isBack ? cut.reversed() : cut;
        String next =
                !shown.isEmpty() && (isMore || isBack)
                        ? cursor(cursors, shown.getLast(), scope)
                        : null;
        String prev =
                !shown.isEmpty() && (isBack ? isMore : cursor.isPresent())
                        ? cursor(cursors, shown.getFirst(), scope)
                        : null;
        return new Page<>(shown, next, prev)
                .body((json, row) -> ThreadBodies.card(json, row, structures.tree()));
    }

    private static String cursor(Cursors cursors, ThreadRow row, String scope) {
        return cursors.write(Cursor.after(row.sortKey(), row.id()), scope);
    }

    private static java.time.Instant moment(long micros) {
        return java.time.Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
