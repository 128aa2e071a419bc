package dev.stoa.telemetry.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.telemetry.event.Dimension;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers about events out of PostgreSQL; one statement each. */
final class AggregateStore {
    /** Buckets of an answer at most. */
    static final int MOST = 10_000;

    /** Deltas that wait count too: a count is right at the moment it is asked for. */
    static final Statement ROLLED =
            Statement.of(
                    "telemetry.aggregate.rolled",
                    Budget.ms(50),
                    """
                    select date_trunc(:interval, r.bucket, 'UTC') as at,
                           case :split when 'TYPE' then r.type when 'DIMENSION' then r.dimension end as part,
                           cast(sum(r.events) as double precision)
                      from (select x.bucket, x.type, x.dimension, x.events from telemetry_rollups x
                             where x.grain = :grain and x.bucket >= :from and x.bucket < :to
                            union all
                            select d.bucket, d.type, d.dimension, d.events from telemetry_deltas d
                             where d.bucket >= :from and d.bucket < :to) r
                     where cast(:type as text) is null or r.type = :type
                     group by at, part having sum(r.events) <> 0
                     order by at, part limit 10001
                    """);

    static final Statement COUNT = counted("count", "count(*)", "true");
    static final Statement SESSIONS =
            counted("sessions", "count(distinct e.session_id)", "e.session_id is not null");
    static final Statement ADDRESSES =
            counted("addresses", "count(distinct e.address)", "e.address is not null");
    static final Statement VALUES =
            counted("values", "count(distinct e.props -> :field)", "e.props -> :field is not null");
    static final Statement PERCENTILE =
            counted(
                    "percentile",
                    "percentile_cont(:share) within group (order by cast(e.props ->> :field as double precision))",
                    "jsonb_typeof(e.props -> :field) = 'number'");

    private final Database database;
    private final Dimension dimension;

    AggregateStore(Database database, Dimension dimension) {
        this.database = database;
        this.dimension = dimension;
    }

    /**
     * A value.
     *
     * @param group which of those told apart; null where nothing is told apart, or has none
     */
    record Bucket(Instant at, @Nullable String group, double value) {
        static Bucket read(Row row) {
            return new Bucket(row.instant(0), row.textOrNull(1), row.real(2));
        }
    }

    /** A question that only events answer. */
    private static Statement counted(String name, String value, String condition) {
        return Statement.of(
                "telemetry.aggregate." + name,
                Budget.ms(1000),
                """
                select date_trunc(:interval, e.occurred_at, 'UTC') as at,
                       case :split when 'TYPE' then e.type when 'DIMENSION' then %s
                                   when 'PROP' then e.props ->> :prop end as part,
                       cast(%s as double precision)
                  from telemetry_events e
                 where e.occurred_at >= :from and e.occurred_at < :to
                   and (cast(:type as text) is null or e.type = :type)
                   and %s
                 group by at, part
                 order by at, part limit 10001
                """
                        .formatted(Sql.DIMENSION, value, condition));
    }

    /** Counts from rollups of a grain. */
    List<Bucket> rolled(Question asked, Question.Interval grain) {
        return database.list(
                ROLLED,
                Bucket::read,
                asked.interval().word(),
                asked.group().split().name(),
                grain.word(),
                asked.from(),
                asked.to(),
                asked.type());
    }

    /** Anything, from the events. */
    List<Bucket> counted(Question asked) {
        return switch (asked.metric()) {
            case COUNT -> list(COUNT, asked);
            case UNIQ -> unique(asked);
            case P50 -> list(PERCENTILE, asked, 0.5, field(asked).prop());
            case P95 -> list(PERCENTILE, asked, 0.95, field(asked).prop());
        };
    }

    private List<Bucket> unique(Question asked) {
        return switch (field(asked).column()) {
            case "sessionId" -> list(SESSIONS, asked);
            case "address" -> list(ADDRESSES, asked);
            default -> list(VALUES, asked, field(asked).prop());
        };
    }

    private static Question.Field field(Question asked) {
        return Objects.requireNonNull(asked.field());
    }

    /** Arguments stand in the order in which their names first appear. */
    private List<Bucket> list(Statement statement, Question asked, Object... own) {
        @Nullable Object[] arguments = new @Nullable Object[8 + own.length];
        arguments[0] = asked.interval().word();
        arguments[1] = asked.group().split().name();
        arguments[2] = dimension.key();
        arguments[3] = dimension.array();
        arguments[4] = asked.group().prop();
        System.arraycopy(own, 0, arguments, 5, own.length);
        arguments[5 + own.length] = asked.from();
        arguments[6 + own.length] = asked.to();
        arguments[7 + own.length] = asked.type();
        return database.list(statement, Bucket::read, arguments);
    }
}
