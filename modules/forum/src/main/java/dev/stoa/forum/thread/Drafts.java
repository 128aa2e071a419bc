package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Threads that their authors have not published: nobody else's business, so not cached. */
public final class Drafts {
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

    private final Structures structures;
    private final Database database;
    private final Cursors cursors;
    private final InstantSource clock;

    public Drafts(Platform platform, Structures structures) {
        this.structures = structures;
        this.database = platform.database();
        this.cursors = platform.cursors();
        this.clock = platform.clock();
    }

    /** A page of a member's drafts, the newest first; one statement. */
    public Body page(long member, Paging paging) {
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
                !shown.isEmpty() && (isMore || isBack) ? cursor(shown.getLast(), scope) : null;
        String prev =
                !shown.isEmpty() && (isBack ? isMore : cursor.isPresent())
                        ? cursor(shown.getFirst(), scope)
                        : null;
        return new Page<>(shown, next, prev)
                .body((json, row) -> ThreadBodies.card(json, row, structures.tree()));
    }

    private String cursor(ThreadRow row, String scope) {
        return cursors.write(Cursor.after(row.sortKey(), row.id()), scope);
    }

    private static Instant moment(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
