package dev.stoa.forum.member;

import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members as the forum shows them, in PostgreSQL. */
final class MemberStore {
    private static final String CARD =
            """
            select u.id, u.card, u.created_at, coalesce(s.karma_points, 0), coalesce(s.thread_count, 0),
                   coalesce(s.post_count, 0), %s
            """;
    static final Statement FIND =
            Statement.of(
                    "forum.members.find",
                    Budget.ms(5),
                    CARD.formatted("0")
                            + "  from users u left join member_stats s on s.user_id = u.id\n"
                            + " where u.id = :id and u.status <> 'deleted'");
    static final Statement EXISTS =
            Statement.of(
                    "forum.members.exists",
                    Budget.ms(5),
                    "select u.id from users u where u.id = :id and u.status <> 'deleted'");
    static final LimitedStatement NEWEST =
            LimitedStatement.of(
                    "forum.members.newest",
                    Budget.ms(10),
                    CARD.formatted("0")
                            + "  from users u left join member_stats s on s.user_id = u.id\n"
                            + " where u.id < :id and u.status <> 'deleted' order by u.id desc");

    static final LimitedStatement NEWEST_BEFORE =
            LimitedStatement.of(
                    "forum.members.newest-before",
                    Budget.ms(10),
                    CARD.formatted("0")
                            + "  from users u left join member_stats s on s.user_id = u.id\n"
                            + " where u.id > :id and u.status <> 'deleted' order by u.id");

    static final LimitedStatement SEARCH = search("forum.members.search", "<", " desc", "");
    static final LimitedStatement SEARCH_BEFORE =
            search("forum.members.search-before", ">", "", " desc");

    static final LimitedStatement KARMA =
            LimitedStatement.of(
                    "forum.members.karma",
                    Budget.ms(10),
                    """
                    select k.id, k.type, k.points, k.thread_id, k.post_id, k.created_at
                      from karma_entries k
                     where k.user_id = :member and (k.created_at, k.id) < (cast(:at as timestamptz), :id)
                       and (cardinality(cast(:hidden as bigint[])) = 0
                            or not exists (select 1 from threads t
                                            where t.id = k.thread_id and t.structure_id = any(cast(:hidden as bigint[]))))
                     order by k.created_at desc, k.id desc
                    """);
    static final LimitedStatement KARMA_BEFORE =
            LimitedStatement.of(
                    "forum.members.karma-before",
                    Budget.ms(10),
                    """
                    select k.id, k.type, k.points, k.thread_id, k.post_id, k.created_at
                      from karma_entries k
                     where k.user_id = :member and (k.created_at, k.id) > (cast(:at as timestamptz), :id)
                       and (cardinality(cast(:hidden as bigint[])) = 0
                            or not exists (select 1 from threads t
                                            where t.id = k.thread_id and t.structure_id = any(cast(:hidden as bigint[]))))
                     order by k.created_at, k.id
                    """);

    /**
     * Candidates by either name's trigrams, a bounded number of those that hold the text and of
     * those that are like it, then the most alike first.
     */
    private static LimitedStatement search(
            String name, String side, String byLikeness, String byId) {
        return LimitedStatement.of(
                name,
                Budget.ms(30),
                CARD.formatted("f.alike, u.username, u.display_name")
                        + """
                           from (select c.id, max(c.alike) as alike
                                   from ((select n.id, similarity(n.username, :q) as alike from users n
                                           where n.username ilike :pattern limit 500)
                                         union all
                                         (select d.id, similarity(d.display_name, :q) from users d
                                           where d.display_name ilike :pattern limit 500)
                                         union all
                                         (select n.id, similarity(n.username, :q) from users n
                                           where n.username %% cast(:q as text) limit 500)
                                         union all
                                         (select d.id, similarity(d.display_name, :q) from users d
                                           where d.display_name %% cast(:q as text) limit 500)) c
                                  group by c.id) f
                           join users u on u.id = f.id and u.status <> 'deleted'
                           left join member_stats s on s.user_id = u.id
                          where (f.alike, -u.id) %s (cast(:alike as real), -cast(:after as bigint))
                          order by f.alike%s, u.id%s
                          """
                                .formatted(side, byLikeness, byId));
    }

    private final Database database;

    MemberStore(Database database) {
        this.database = database;
    }

    /** A member with their counters; the card is finished JSON without braces. */
    record MemberRow(
            long id,
            String card,
            Instant createdAt,
            long karma,
            long threads,
            long posts,
            double alike) {
        static MemberRow read(Row row) {
            return new MemberRow(
                    row.number(0),
                    row.text(1),
                    row.instant(2),
                    row.number(3),
                    row.number(4),
                    row.number(5),
                    row.real(6));
        }
    }

    /** One change of a member's karma. */
    record KarmaRow(
            long id,
            String type,
            int points,
            @Nullable Long threadId,
            @Nullable Long postId,
            Instant at,
            long micros) {
        static KarmaRow read(Row row) {
            return new KarmaRow(
                    row.number(0),
                    row.text(1),
                    row.integer(2),
                    row.numberOrNull(3),
                    row.numberOrNull(4),
                    row.instant(5),
                    row.micros(5));
        }
    }

    /** A member with names like a text. */
    record Likeness(MemberRow member, String username, String displayName) {
        static Likeness read(Row row) {
            return new Likeness(MemberRow.read(row), row.text(7), row.text(8));
        }
    }

    Optional<MemberRow> find(long id) {
        return database.find(FIND, MemberRow::read, id);
    }

    boolean exists(long id) {
        return database.find(EXISTS, row -> row.number(0), id).isPresent();
    }

    /** From the cursor on, the newest first; in front of one, the oldest first. */
    List<MemberRow> newest(Optional<Cursor> cursor, int limit) {
        return database.list(
                (isBefore(cursor) ? NEWEST_BEFORE : NEWEST).upTo(limit),
                MemberRow::read,
                cursor.map(at -> at.tuple().part(1)).orElse(Long.MAX_VALUE));
    }

    /**
     * Members with {@code text} in a name or a name like it, from the cursor on the most alike
     * first, in front of one the least alike first.
     */
    List<Likeness> search(String text, Optional<Cursor> cursor, int limit) {
        String pattern =
                '%' + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
        // Nothing is more alike than 1, so 2 stands in front of all.
        double alike = cursor.map(at -> Double.longBitsToDouble(at.tuple().part(0))).orElse(2.0);
        return database.list(
                (isBefore(cursor) ? SEARCH_BEFORE : SEARCH).upTo(limit),
                Likeness::read,
                text,
                pattern,
                alike,
                cursor.map(at -> at.tuple().part(1)).orElse(0L));
    }

    /** From the cursor on, the newest first; in front of one, the oldest first. */
    List<KarmaRow> karma(long member, Audience audience, Optional<Cursor> cursor, int limit) {
        Object at = cursor.<Object>map(c -> instant(c.tuple().part(0))).orElse("infinity");
        long id = cursor.map(c -> c.tuple().part(1)).orElse(Long.MAX_VALUE);
        return database.list(
                (isBefore(cursor) ? KARMA_BEFORE : KARMA).upTo(limit),
                KarmaRow::read,
                member,
                at,
                id,
                audience.hiddenIds());
    }

    private static boolean isBefore(Optional<Cursor> cursor) {
        return cursor.isPresent() && cursor.get().direction() == Cursor.Direction.BEFORE;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
