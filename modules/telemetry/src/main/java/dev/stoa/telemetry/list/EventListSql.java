package dev.stoa.telemetry.list;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The list statements of events: one for each condition that leads to an index, and for each way to
 * the page, made from fixed parts when the class is loaded. Conditions that come later in the order
 * of {@link Lead} are left to look at what the lead finds.
 */
final class EventListSql {
    /** What finds the events; the first of them that is asked for. */
    enum Lead {
        SESSION("e.session_id = :session", 3),
        ADDRESS("e.address = any(:addresses)", 2),
        /**
         * Where hardly any event of a type has such props, all of the type's are fewer than all.
         */
        TYPED_PROPS("e.type = :type and e.props @> cast(:props as jsonb)", 0),
        PROPS("e.props @> cast(:props as jsonb)", 1),
        TYPE("e.type = :type", 0),
        TIME("true", 0);

        private static final List<String> OTHERS =
                List.of(
                        "(cast(:type as text) is null or e.type = :type)",
                        "(cast(:props as jsonb) is null or e.props @> cast(:props as jsonb))",
                        "(cast(:addresses as text[]) is null or e.address = any(:addresses))");
        private final String condition;
        private final int others;

        /**
         * @param others how many of the conditions behind it may be given too
         */
        Lead(String condition, int others) {
            this.condition = condition;
            this.others = others;
        }

        private String filters() {
            StringBuilder filters = new StringBuilder();
            OTHERS.subList(0, others).forEach(each -> filters.append("\n   and ").append(each));
            return filters.toString();
        }
    }

    /** Where the page is, seen from its place. */
    enum Way {
        /** Older ones, the newest first. */
        AFTER("<", "<=", "desc"),
        /** Newer ones, the oldest first. */
        BEFORE(">", ">=", "asc");

        private final String beyond;
        private final String from;
        private final String order;

        Way(String beyond, String from, String order) {
            this.beyond = beyond;
            this.from = from;
            this.order = order;
        }
    }

    private static final Map<Lead, Map<Way, LimitedStatement>> STATEMENTS = all();

    private EventListSql() {}

    /** All of them, for the tests that prepare and explain them. */
    static List<LimitedStatement> statements() {
        return STATEMENTS.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    static LimitedStatement statement(Lead lead, Way way) {
        return Objects.requireNonNull(Objects.requireNonNull(STATEMENTS.get(lead)).get(way));
    }

    private static Map<Lead, Map<Way, LimitedStatement>> all() {
        Map<Lead, Map<Way, LimitedStatement>> all = new EnumMap<>(Lead.class);
        for (Lead lead : Lead.values()) {
            Map<Way, LimitedStatement> ways = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                ways.put(way, build(lead, way));
            }
            all.put(lead, ways);
        }
        return all;
    }

    /** The bound on the time alone is for the indexes, which don't hold the id. */
    private static LimitedStatement build(Lead lead, Way way) {
        return LimitedStatement.of(
                "telemetry.events.by-"
                        + lead.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + (way == Way.AFTER ? "" : "-back"),
                Budget.ms(50),
                """
                select e.event_id, e.occurred_at, e.received_at, e.type, e.session_id, e.address, e.props
                  from telemetry_events e
                 where %s
                   and e.occurred_at >= :from and e.occurred_at < :to
                   and e.occurred_at %s :at and (e.occurred_at, e.event_id) %s (:at, cast(:id as uuid))%s
                 order by e.occurred_at %s, e.event_id %s
                """
                        .formatted(
                                lead.condition,
                                way.from,
                                way.beyond,
                                lead.filters(),
                                way.order,
                                way.order));
    }
}
