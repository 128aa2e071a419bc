package dev.stoa.forum.viewer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Read marks in PostgreSQL. */
final class ReadStore {
    static final Statement POSTED =
            Statement.of(
                    "forum.read-states.posted",
                    Budget.ms(10),
                    """
                    with followed as (
                        insert into follows (user_id, target, target_id)
                        select cast(:member as bigint), 'thread', cast(:thread as bigint)
                         where not exists (select 1 from mutes m
                                            where m.user_id = :member and m.target = 'thread' and m.target_id = :thread)
                           and (select count(*) from follows f where f.user_id = :member) < %d
                            on conflict do nothing)
                    insert into read_states as r (user_id, thread_id, last_read_post_number)
                    values (:member, :thread, :number)
                        on conflict (user_id, thread_id) do update
                       set last_read_post_number = excluded.last_read_post_number, updated_at = now()
                     where r.last_read_post_number < excluded.last_read_post_number
                    """
                            .formatted(RelationStore.MOST_FOLLOWS));

    /** In the order of ids, so that two requests of one member lock rows in the same order. */
    static final Statement READ =
            Statement.of(
                    "forum.read-states.put",
                    Budget.ms(20),
                    """
                    with asked as (
                        select t.id, least(a.number, t.last_post_number) as number
                          from unnest(cast(:threads as bigint[]), cast(:numbers as int[])) a(id, number)
                          join threads t on t.id = a.id
                         where t.last_post_number > 0 and %s),
                    put as (
                        insert into read_states as r (user_id, thread_id, last_read_post_number)
                        select cast(:viewer as bigint), s.id, s.number from asked s order by s.id
                            on conflict (user_id, thread_id) do update
                           set last_read_post_number = excluded.last_read_post_number, updated_at = now()
                         where r.last_read_post_number < excluded.last_read_post_number
                        returning r.thread_id)
                    select s.id, greatest(s.number, r.last_read_post_number),
                           s.number > coalesce(r.last_read_post_number, 0)
                      from asked s
                      left join read_states r on r.user_id = :viewer and r.thread_id = s.id
                     order by s.id
                    """
                            .formatted(ViewerSql.SHOWN));

    static final Statement READ_ALL =
            Statement.of(
                    "forum.watermarks.put",
                    Budget.ms(20),
                    """
                    insert into user_watermarks as w (user_id, structure_id, read_until)
                    select cast(:viewer as bigint), s.id, cast(:until as timestamptz)
                      from unnest(cast(:structures as bigint[])) s(id)
                     order by s.id
                        on conflict (user_id, structure_id) do update
                       set read_until = greatest(w.read_until, excluded.read_until)
                    returning w.structure_id, w.read_until
                    """);

    private ReadStore() {}

    /** A mark that was asked for, and whether it was further than the one before. */
    record Put(ReadMarks.Mark mark, boolean moved) {
        static Put read(Row row) {
            return new Put(new ReadMarks.Mark(row.number(0), row.integer(1)), row.flag(2));
        }
    }

    static void posted(Transaction in, long member, long thread, int number) {
        in.execute(POSTED, member, thread, number);
    }

    /** Marks of the threads that are there for the viewer. */
    static List<Put> read(Transaction in, long viewer, Map<Long, Integer> numbers, long[] hidden) {
        Map<Long, Integer> ordered = new TreeMap<>(numbers);
        return in.list(
                READ,
                Put::read,
                ordered.keySet().stream().mapToLong(Long::longValue).toArray(),
                ordered.values().stream().mapToInt(Integer::intValue).toArray(),
                hidden,
                viewer);
    }

    /** Until when the first of {@code structures} is read then. */
    static Instant readAll(Transaction in, long viewer, List<Long> structures, Instant until) {
        record Until(long structure, Instant at) {}
        return in
                .list(
                        READ_ALL,
                        row -> new Until(row.number(0), row.instant(1)),
                        viewer,
                        until,
                        structures.stream().mapToLong(Long::longValue).toArray())
                .stream()
                .filter(each -> each.structure() == structures.getFirst())
                .findFirst()
                .map(Until::at)
                .orElse(until);
    }
}
