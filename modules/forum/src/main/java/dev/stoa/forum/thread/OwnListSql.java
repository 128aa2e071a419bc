package dev.stoa.forum.thread;

import dev.stoa.forum.viewer.ViewerSql;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The statements of viewers' own lists: for each one that goes forwards and one that goes back. */
final class OwnListSql {
    /** Counting what is unread stops here. */
    static final int MOST_COUNTED = 101;

    private static final String WIDE =
            "t.id, %s as sort_key, t.structure_id, t.card, t.user_id, t.last_post_user_id, t.created_at";

    /** The oldest moment is a value of its own, so that the walk down the index ends there. */
    private static final String UNREAD =
            """
            threads t
              cross join v
              %s
             where %s
               and t.last_post_at > (select o.read_until from v o)
               and %s and not %s
            """
                    .formatted(
                            ViewerSql.READ, ViewerSql.SHOWN, ViewerSql.UNREAD, ViewerSql.UNWANTED);

    /**
     * What is unread and wanted, up to {@link #MOST_COUNTED}; the same conditions as the list's.
     */
    static final Statement COUNT_UNREAD =
            Statement.of(
                    "forum.own.unread-count",
                    Budget.ms(50),
                    "with "
                            + ViewerSql.VIEWER
                            + "select count(*) from (select 1 from "
                            + UNREAD
                            + " limit "
                            + MOST_COUNTED
                            + ") c");

    /** What a viewer follows, as the statement of the list takes it. */
    static final Statement FOLLOWS =
            Statement.of(
                    "forum.own.follows",
                    Budget.ms(10),
                    "select f.target, f.target_id from follows f where f.user_id = :viewer");

    private static final Map<OwnList, LimitedStatement> FORWARDS = statements("", "<", "desc");
    private static final Map<OwnList, LimitedStatement> BACK = statements("-before", ">", "asc");

    private OwnListSql() {}

    static LimitedStatement statement(OwnList list, boolean back) {
        return Objects.requireNonNull((back ? BACK : FORWARDS).get(list));
    }

    private static Map<OwnList, LimitedStatement> statements(
            String suffix, String compared, String direction) {
        Map<OwnList, LimitedStatement> statements = new EnumMap<>(OwnList.class);
        for (OwnList list : OwnList.values()) {
            statements.put(
                    list,
                    LimitedStatement.of(
                            "forum.own." + list.word() + suffix,
                            Budget.ms(50),
                            whole(list, new Way(compared, direction))));
        }
        return statements;
    }

    /** Which way a statement goes on from its cursor. */
    private record Way(String compared, String direction) {
        String cursor(String moment, String id) {
            return "(%s, %s) %s (cast(:at as timestamptz), :id)".formatted(moment, id, compared);
        }

        String order(String moment, String id) {
            return "order by %s %s, %s %s limit :limit".formatted(moment, direction, id, direction);
        }
    }

    private static String whole(OwnList list, Way way) {
        return """
               %s
               select t.id, t.sort_key, cast(0 as double precision), t.structure_id, %s
                 from (%s) t
                 join thread_stats s on s.thread_id = t.id
                 left join users a on a.id = t.user_id
                 left join member_stats m on m.user_id = t.user_id
                 left join users l on l.id = t.last_post_user_id
                order by t.sort_key %s, t.id %s
               """
                .formatted(
                        list == OwnList.UNREAD ? "with " + ViewerSql.VIEWER : "",
                        ThreadRow.parts("t"),
                        rows(list, way),
                        way.direction(),
                        way.direction())
                .strip();
    }

    private static String rows(OwnList list, Way way) {
        return switch (list) {
            case UNREAD ->
                    "select %s from %s and %s %s"
                            .formatted(
                                    WIDE.formatted("t.last_post_at"),
                                    UNREAD,
                                    way.cursor("t.last_post_at", "t.id"),
                                    way.order("t.last_post_at", "t.id"));
            case FAVORITES ->
                    "select %s from favorites f join threads t on t.id = f.thread_id where f.user_id = :viewer and %s and %s %s"
                            .formatted(
                                    WIDE.formatted("f.created_at"),
                                    ViewerSql.SHOWN,
                                    way.cursor("f.created_at", "f.thread_id"),
                                    way.order("f.created_at", "f.thread_id"));
            case VOTED ->
                    "select %s from thread_votes f join threads t on t.id = f.thread_id where f.user_id = :viewer and %s and f.thread_id %s :id order by f.thread_id %s limit :limit"
                            .formatted(
                                    WIDE.formatted("t.id"),
                                    ViewerSql.SHOWN,
                                    way.compared(),
                                    way.direction());
            case FOLLOWING ->
                    "select %s from (select c.id from (%s) c %s) p join threads t on t.id = p.id"
                            .formatted(
                                    WIDE.formatted("t.last_post_at"),
                                    followed(way),
                                    way.order("c.last_post_at", "c.id"));
        };
    }

    /**
     * A page of each way to be followed; the page of all is among them. A popular tag's threads are
     * met soon on the way down the index, a rare one's are few: each is looked for the way that
     * finds it sooner.
     */
    private static String followed(Way way) {
        String page =
                "select t.id, t.last_post_at from %s where %s and "
                        + ViewerSql.SHOWN
                        + " and "
                        + way.cursor("t.last_post_at", "t.id")
                        + ' '
                        + way.order("t.last_post_at", "t.id");
        String each =
                "select y.id, y.last_post_at from unnest(cast(:%s as bigint[])) u(id) cross join lateral ("
                        + page.formatted("threads t", "t.%s = u.id")
                        + ") y "
                        + way.order("y.last_post_at", "y.id");
        return String.join(
                "\n union ",
                Arrays.asList(
                        "(" + page.formatted("threads t", "t.id = any(:threads)") + ")",
                        "(" + each.formatted("structures", "structure_id") + ")",
                        "(" + each.formatted("members", "user_id") + ")",
                        "("
                                + page.formatted(
                                        "thread_tags g join threads t on t.id = g.thread_id",
                                        "g.tag_id = any(:rare)")
                                + ")",
                        "("
                                + page.formatted(
                                        "threads t",
                                        "cardinality(cast(:popular as bigint[])) > 0 and t.tag_ids && cast(:popular as bigint[])")
                                + ")"));
    }
}
