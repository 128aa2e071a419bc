package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.peer.PeerQuery.Order;
import dev.stoa.sessions.peer.PeerQuery.Sort;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The list statements of peer sessions: one for each sort, leading condition and way of walking, so
 * that each has a plan of its own that begins near the page and stops at the limit. All are made
 * from fixed parts when the class is loaded.
 */
final class PeerListSql {
    /** What leads to the sessions. */
    enum Lead {
        /** Nothing: all of them. */
        ALL(""),
        /** One of the states that few are in. */
        OPEN("-open"),
        REPORTED("-reported"),
        /** One side. */
        SIDE("-side"),
        /** One side, and one of the states that few are in. */
        SIDE_OPEN("-side-open"),
        /** Both sides. */
        PAIR("-pair");

        private final String suffix;

        Lead(String suffix) {
            this.suffix = suffix;
        }

        /** The one that leaves the fewest to look at. */
        static Lead of(PeerQuery query) {
            boolean isOpen = query.status() != null && query.status().isOpen();
            if (query.address() != null) {
                return query.peer() != null ? PAIR : isOpen ? SIDE_OPEN : SIDE;
            }
            if (isOpen) {
                return OPEN;
            }
            return query.isReported() ? REPORTED : ALL;
        }
    }

    private static final Budget BUDGET = Budget.ms(20);

    private static final Map<Sort, Map<Order, Map<Lead, LimitedStatement>>> STATEMENTS = all();

    /** The active sessions of an address, at most one more than are shown. */
    static final Statement ACTIVE =
            Statement.of(
                    "sessions.peer.active",
                    Budget.ms(10),
                    """
                    select %s
                      from (select x.* from peer_sessions x where x.status = 'active' and x.a_addr = :address
                            union all
                            select x.* from peer_sessions x where x.status = 'active' and x.b_addr = :address) s
                     order by s.started_at desc, s.id desc limit %d
                    """
                            .formatted(PeerSession.COLUMNS, ActiveSessions.MOST + 1));

    private PeerListSql() {}

    /** The statement that walks in {@code way}, which is the other one in front of a cursor. */
    static LimitedStatement statement(Sort sort, Order way, Lead lead) {
        LimitedStatement statement =
                STATEMENTS.getOrDefault(sort, Map.of()).getOrDefault(way, Map.of()).get(lead);
        if (statement == null) {
            throw new IllegalArgumentException(sort + " " + way + " " + lead);
        }
        return statement;
    }

    /** All of them, for the tests that prepare and explain them. */
    static List<LimitedStatement> statements() {
        return STATEMENTS.values().stream()
                .flatMap(ways -> ways.values().stream())
                .flatMap(leads -> leads.values().stream())
                .toList();
    }

    private static Map<Sort, Map<Order, Map<Lead, LimitedStatement>>> all() {
        Map<Sort, Map<Order, Map<Lead, LimitedStatement>>> all = new EnumMap<>(Sort.class);
        for (Sort sort : Sort.values()) {
            Map<Order, Map<Lead, LimitedStatement>> ways = new EnumMap<>(Order.class);
            for (Order way : Order.values()) {
                Map<Lead, LimitedStatement> leads = new EnumMap<>(Lead.class);
                for (Lead lead : Lead.values()) {
                    leads.put(lead, build(sort, way, lead));
                }
                ways.put(way, leads);
            }
            all.put(sort, ways);
        }
        return all;
    }

    private static LimitedStatement build(Sort sort, Order way, Lead lead) {
        return LimitedStatement.of(
                "sessions.peer." + sort.word() + lead.suffix + (way == Order.ASC ? "-oldest" : ""),
                BUDGET,
                "select "
                        + PeerSession.COLUMNS
                        + "\n  from ("
                        + rows(sort, way, lead)
                        + ") s"
                        + ordered(sort, way));
    }

    private static String rows(Sort sort, Order way, Lead lead) {
        return switch (lead) {
            case ALL, REPORTED, PAIR -> walk("peer_sessions s", leading(lead), sort, way);
            case OPEN ->
                    sort == Sort.CREATED
                            ? walk("peer_sessions s", "s.status = :status", sort, way)
                            : walk(few("true"), "true", sort, way);
            case SIDE ->
                    sort == Sort.STARTED
                            ? sides(side -> byStatus(side, way))
                            : sides(
                                    side ->
                                            walk(
                                                    "peer_sessions s",
                                                    "s." + side + " = :address",
                                                    sort,
                                                    way));
            case SIDE_OPEN ->
                    sides(side -> walk(few("t." + side + " = :address"), "true", sort, way));
        };
    }

    private static String leading(Lead lead) {
        return switch (lead) {
            case REPORTED -> "s.is_reported";
            case PAIR ->
                    "least(s.a_addr, s.b_addr) = least(cast(:address as text), :peer)"
                            + " and greatest(s.a_addr, s.b_addr) = greatest(cast(:address as text), :peer)";
            case ALL, OPEN, SIDE, SIDE_OPEN -> "true";
        };
    }

    private static String sides(java.util.function.UnaryOperator<String> rows) {
        return "(" + rows.apply("a_addr") + ")\n union all\n(" + rows.apply("b_addr") + ")";
    }

    /**
     * Those of a state that few are in. The offset keeps the planner from walking all sessions in
     * list order until it meets enough of them.
     */
    private static String few(String condition) {
        return "(select t.* from peer_sessions t where t.status = :status and "
                + condition
                + " offset 0) s";
    }

    /** The index of a side's starts has the state in front: each state's first ones are merged. */
    private static String byStatus(String side, Order way) {
        return "select y.* from unnest(array['active', 'ended', 'expired']) u(status)\n cross join lateral ("
                + walk(
                        "peer_sessions s",
                        "s." + side + " = :address and s.status = u.status",
                        Sort.STARTED,
                        way)
                + ") y";
    }

    private static String walk(String from, String leading, Sort sort, Order way) {
        return "select s.* from "
                + from
                + "\n where "
                + leading
                + place(sort, way)
                + filters(sort)
                + ordered(sort, way)
                + " limit :limit";
    }

    private static String place(Sort sort, Order way) {
        String key = sort.column();
        String there = sort == Sort.CREATED ? "" : " and " + key + " is not null";
        return there
                + switch (way) {
                    case DESC ->
                            " and (%1$s, s.id) < (cast(:at as timestamptz), :id) and %1$s >= cast(:end as timestamptz)";
                    case ASC ->
                            " and (%1$s, s.id) > (cast(:at as timestamptz), :id) and %1$s < cast(:end as timestamptz)";
                }
                        .formatted(key);
    }

    private static String filters(Sort sort) {
        StringBuilder filters =
                new StringBuilder(
                        "\n   and (cast(:status as text) is null or s.status = :status)"
                                + " and (s.is_reported or not cast(:reported as boolean))");
        for (Sort other : Sort.values()) {
            if (other != sort) {
                // What never was counts as before all time, and bounds begin behind that.
                filters.append(
                        "\n   and coalesce(%1$s, '-infinity') >= cast(:%2$sFrom as timestamptz) and coalesce(%1$s, '-infinity') < cast(:%2$sTo as timestamptz)"
                                .formatted(other.column(), other.word()));
            }
        }
        return filters.toString();
    }

    private static String ordered(Sort sort, Order way) {
        String direction = way.name().toLowerCase(java.util.Locale.ROOT);
        return "\n order by " + sort.column() + " " + direction + ", s.id " + direction;
    }
}
