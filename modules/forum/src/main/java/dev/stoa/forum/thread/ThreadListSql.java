package dev.stoa.forum.thread;

import dev.stoa.forum.thread.ThreadFilter.Drive;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The list statements of threads: one for each order, leading condition and way to the page, so
 * that each has a plan of its own that walks an index and stops at the limit. All are made here
 * from a few fixed parts when the class is loaded; nothing is put together for a request.
 */
final class ThreadListSql {
    /** How the page's place is given. */
    enum Place {
        /** Behind a cursor, or from the start. */
        AFTER(""),
        /** In front of a cursor; rows come last first. */
        BEFORE("-before"),
        /** By a number of rows to skip, at most 1000. */
        PAGE("-page"),
        /** Behind a score of an older snapshot; ranked lists only. */
        RESUME("-resume");

        private final String suffix;

        Place(String suffix) {
            this.suffix = suffix;
        }
    }

    /** What a list is sorted by. */
    enum Order {
        RECENT("recent", "x.last_post_at"),
        NEW("new", "x.published_at"),
        RANKED("ranked", "r.rank");

        private final String title;
        private final String key;

        Order(String title, String key) {
            this.title = title;
            this.key = key;
        }
    }

    /** Page numbers lead to this many rows at most. */
    static final int DEEPEST = 1000;

    /** Counting stops here. */
    static final int MOST_COUNTED = 10_001;

    private static final String WIDE =
            "x.id, %s as sort_key, %s as score, x.structure_id, x.card, x.user_id, x.last_post_user_id, x.created_at";
    private static final String NARROW = "x.id, %s as sort_key, %s as score";

    /**
     * What the leading condition leaves to be checked. The case hides the conditions from the
     * planner, which would think of them as rare and sort the table instead of walking an index to
     * the limit: 70 ms against 3 for page 50 of a popular tag on the medium community (2026-11-20).
     */
    private static final String RESIDUAL =
            """

            and case when (cast(:kind as text) is null or x.kind = :kind)
            and (cast(:structures as bigint[]) is null or x.structure_id = any(:structures))
            and (cast(:tags as bigint[]) is null or x.tag_ids @> cast(:tags as bigint[]))
            and (cast(:author as bigint) is null or x.user_id = :author)
            and (cast(:game as text) is null or x.game_id = :game)
            and (cast(:broadcaster as text) is null or x.broadcaster_id = :broadcaster)
            then true else false end""";

    private static final Map<Drive, Statement> COUNTS = counts();

    private static final Map<Order, Map<Place, Map<Drive, LimitedStatement>>> STATEMENTS = all();

    private ThreadListSql() {}

    static LimitedStatement statement(Order order, Place place, Drive drive) {
        LimitedStatement statement = of(order, place).get(drive);
        if (statement == null) {
            throw new IllegalArgumentException(order + " " + place + " " + drive);
        }
        return statement;
    }

    private static Map<Drive, LimitedStatement> of(Order order, Place place) {
        return STATEMENTS.getOrDefault(order, Map.of()).getOrDefault(place, Map.of());
    }

    /** All of them, for the tests that prepare and explain them. */
    static List<LimitedStatement> statements() {
        return STATEMENTS.values().stream()
                .flatMap(places -> places.values().stream())
                .flatMap(drives -> drives.values().stream())
                .toList();
    }

    /** How many threads a filter leaves; 10 001 stands for more. */
    static Statement count(Drive drive) {
        return Objects.requireNonNull(COUNTS.get(drive));
    }

    private static Map<Drive, Statement> counts() {
        Map<Drive, Statement> counts = new EnumMap<>(Drive.class);
        for (Drive drive : Drive.values()) {
            counts.put(
                    drive,
                    Statement.of(
                            "forum.threads.count" + drive.suffix(),
                            Budget.ms(50),
                            "select count(*) from (select 1 from "
                                    + from(Order.RECENT, drive)
                                    + " where "
                                    + (isBelow(drive)
                                            ? "x.structure_id = any(:structures) and "
                                            : leading(drive))
                                    + condition(Order.RECENT)
                                    + residual(drive)
                                    + " limit "
                                    + MOST_COUNTED
                                    + ") c"));
        }
        return counts;
    }

    private static Map<Order, Map<Place, Map<Drive, LimitedStatement>>> all() {
        Map<Order, Map<Place, Map<Drive, LimitedStatement>>> all = new EnumMap<>(Order.class);
        for (Order order : Order.values()) {
            Map<Place, Map<Drive, LimitedStatement>> places = new EnumMap<>(Place.class);
            for (Place place : Place.values()) {
                if (place == Place.RESUME && order != Order.RANKED) {
                    continue;
                }
                Map<Drive, LimitedStatement> drives = new EnumMap<>(Drive.class);
                for (Drive drive : Drive.values()) {
                    drives.put(drive, build(order, place, drive));
                }
                places.put(place, drives);
            }
            all.put(order, places);
        }
        return all;
    }

    private static LimitedStatement build(Order order, Place place, Drive drive) {
        String rows =
                place == Place.PAGE
                        ? paged(order, drive)
                        : inner(order, place, drive, WIDE, ":limit");
        String direction = place == Place.BEFORE ? reverse(order) : forward(order);
        return LimitedStatement.of(
                "forum.threads." + order.title + drive.suffix() + place.suffix,
                Budget.ms(20),
                """
                select t.id, t.sort_key, t.score, t.structure_id, %s
                  from (%s) t
                  join thread_stats s on s.thread_id = t.id
                  left join users a on a.id = t.user_id
                  left join member_stats m on m.user_id = t.user_id
                  left join users l on l.id = t.last_post_user_id
                 order by t.sort_key %s, t.id %s
                """
                        .formatted(ThreadRow.parts("t"), rows, direction, direction));
    }

    /**
     * The ids of the first thousand by the index, and one more that tells whether the last page has
     * a next; of these the page, of these the wide rows.
     */
    private static String paged(Order order, Drive drive) {
        String narrow = inner(order, Place.PAGE, drive, NARROW, Integer.toString(DEEPEST + 1));
        return """
               select p.id, p.sort_key, p.score, x.structure_id, x.card, x.user_id, x.last_post_user_id, x.created_at
                 from (select n.id, n.sort_key, n.score from (%s) n
                        order by n.sort_key %s, n.id %s offset :skip limit :limit) p
                 join threads x on x.id = p.id"""
                .formatted(narrow, forward(order), forward(order));
    }

    private static String inner(
            Order order, Place place, Drive drive, String columns, String limit) {
        String direction = place == Place.BEFORE ? reverse(order) : forward(order);
        String select =
                columns.formatted(
                        order.key,
                        order == Order.RANKED ? "r.score" : "cast(0 as double precision)");
        String ordering =
                " order by "
                        + order.key
                        + " "
                        + direction
                        + ", x.id "
                        + direction
                        + " limit "
                        + limit;
        String where = condition(order) + cursor(order, place);
        if (isBelow(drive)) {
            String leading =
                    order == Order.RANKED ? "r.structure_id = u.id" : "x.structure_id = u.id";
            return """
                   select y.* from unnest(cast(:structures as bigint[])) u(id)
                    cross join lateral (select %s from %s where %s and %s
                     %s%s) y
                    order by y.sort_key %s, y.id %s limit %s"""
                    .formatted(
                            select,
                            from(order, drive),
                            leading,
                            where,
                            residual(drive),
                            ordering,
                            direction,
                            direction,
                            limit);
        }
        if (drive == Drive.RARE_TAG && order != Order.RANKED) {
            // The offset keeps the planner from walking all threads in list order instead: 34 ms
            // against 8 for two tags of 2 100 threads each on the medium community (2026-11-20).
            return """
                   select y.* from thread_tags g
                    cross join lateral (select %s from threads x
                     where x.id = g.thread_id and %s%s offset 0) y
                    where g.tag_id = :tag order by y.sort_key %s, y.id %s limit %s"""
                    .formatted(select, where, residual(drive), direction, direction, limit);
        }
        return "select "
                + select
                + " from "
                + from(order, drive)
                + " where "
                + leading(drive)
                + where
                + residual(drive)
                + ordering;
    }

    private static String from(Order order, Drive drive) {
        String threads =
                order == Order.RANKED
                        ? "thread_ranks r join threads x on x.id = r.thread_id"
                        : "threads x";
        return drive == Drive.RARE_TAG
                ? threads + " join thread_tags g on g.thread_id = x.id"
                : threads;
    }

    private static String condition(Order order) {
        String shown = "not x.is_removed and x.published_at is not null";
        return order == Order.RANKED ? "r.epoch = :epoch and r.list = :list and " + shown : shown;
    }

    private static String leading(Drive drive) {
        return switch (drive) {
            case KIND -> "x.kind = :kind and ";
            case AUTHOR -> "x.user_id = :author and ";
            case GAME -> "x.game_id = :game and ";
            case BROADCASTER -> "x.broadcaster_id = :broadcaster and ";
            case RARE_TAG -> "g.tag_id = :tag and ";
            case ALL, STRUCTURE, STRUCTURE_AND_MORE, POPULAR_TAG, VISIBLE -> "";
        };
    }

    private static String residual(Drive drive) {
        return switch (drive) {
            case ALL, KIND, STRUCTURE -> "";
            case STRUCTURE_AND_MORE, RARE_TAG, POPULAR_TAG, VISIBLE, AUTHOR, GAME, BROADCASTER ->
                    RESIDUAL;
        };
    }

    private static boolean isBelow(Drive drive) {
        return drive == Drive.STRUCTURE || drive == Drive.STRUCTURE_AND_MORE;
    }

    private static String cursor(Order order, Place place) {
        boolean ranked = order == Order.RANKED;
        return switch (place) {
            case AFTER ->
                    ranked
                            ? " and r.rank > :rank"
                            : " and (" + order.key + ", x.id) < (cast(:at as timestamptz), :id)";
            case BEFORE ->
                    ranked
                            ? " and r.rank < :rank"
                            : " and (" + order.key + ", x.id) > (cast(:at as timestamptz), :id)";
            case PAGE -> "";
            case RESUME ->
                    """

                    and r.rank > (select coalesce(max(q.rank), 0) from thread_ranks q
                     where q.epoch = :epoch and q.list = :list
                       and (q.score > :score or q.score = :score and q.thread_id >= :id))""";
        };
    }

    private static String forward(Order order) {
        return order == Order.RANKED ? "asc" : "desc";
    }

    private static String reverse(Order order) {
        return order == Order.RANKED ? "desc" : "asc";
    }
}
