package dev.stoa.forum.collection;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What members have done of collections, in PostgreSQL. */
final class ProgressStore {
    /** Keeps items from going meanwhile, and is kept by nobody else who does the same. */
    static final Statement HOLD =
            Statement.of(
                    "forum.progress.hold",
                    Budget.ms(10),
                    """
                    select c.user_id, c.published_at is not null, c.item_count, c.version
                      from collections c where c.id = :id and not c.is_removed for key share
                    """);

    static final Statement MARK =
            Statement.of(
                    "forum.progress.mark",
                    Budget.ms(20),
                    """
                    with marked as (
                        insert into collection_items_done (collection_id, item_id, user_id)
                        select :collection, i.id, :member
                          from collection_items i where i.collection_id = :collection and i.id = any(:ids)
                         order by i.id
                            on conflict do nothing
                        returning item_id)
                    insert into collection_progress as p (user_id, collection_id, done_count)
                    select :member, :collection, count(*) from marked
                        on conflict (user_id, collection_id) do update
                       set done_count = p.done_count + excluded.done_count, updated_at = now()
                    returning done_count
                    """);
    static final Statement UNMARK =
            Statement.of(
                    "forum.progress.unmark",
                    Budget.ms(20),
                    """
                    with undone as (
                        delete from collection_items_done d
                         where d.collection_id = :collection and d.user_id = :member and d.item_id = any(:ids)
                        returning d.item_id)
                    insert into collection_progress as p (user_id, collection_id)
                    select :member, :collection from (select count(*) from undone) n
                        on conflict (user_id, collection_id) do update
                       set done_count = p.done_count - (select count(*) from undone), updated_at = now()
                    returning done_count
                    """);
    static final Statement OF_ONE =
            Statement.of(
                    "forum.progress.of-one",
                    Budget.ms(5),
                    """
                    select p.done_count, p.updated_at from collection_progress p
                     where p.user_id = :member and p.collection_id = :collection
                    """);

    private static final String DONE =
            """
            select i.id
              from (select x.id, x.position from collection_items x
                     where x.collection_id = :collection and x.position %s :position
                     order by x.position %s limit :limit) i
              join collection_items_done d
                on d.collection_id = :collection and d.item_id = i.id and d.user_id = :member
             order by i.position
            """;
    static final LimitedStatement DONE_AFTER =
            LimitedStatement.of("forum.progress.done", Budget.ms(10), DONE.formatted(">", "asc"));
    static final LimitedStatement DONE_BEFORE =
            LimitedStatement.of(
                    "forum.progress.done-before", Budget.ms(10), DONE.formatted("<", "desc"));
    static final LimitedStatement RECENT =
            LimitedStatement.of(
                    "forum.progress.recent",
                    Budget.ms(10),
                    """
                    select p.done_count, p.updated_at, c.id, c.title, c.item_count, c.version
                      from collection_progress p
                      join collections c on c.id = p.collection_id and not c.is_removed
                       and (c.published_at is not null or c.user_id = :member)
                     where p.user_id = :member
                       and (p.updated_at, p.collection_id) < (cast(:at as timestamptz), cast(:id as bigint))
                     order by p.updated_at desc, p.collection_id desc
                    """);

    private final Database database;

    ProgressStore(Database database) {
        this.database = database;
    }

    /** What a member has done of one collection. */
    record Done(int count, Instant updatedAt) {
        static Done read(Row row) {
            return new Done(row.integer(0), row.instant(1));
        }
    }

    /**
     * What a member has done of a collection in a list.
     *
     * @param micros when that last changed, in microseconds since 1970
     */
    record DoneOf(Done done, long micros, long id, String title, int itemCount, int version) {
        static DoneOf read(Row row) {
            return new DoneOf(
                    Done.read(row),
                    row.micros(1),
                    row.number(2),
                    row.text(3),
                    row.integer(4),
                    row.integer(5));
        }
    }

    static Optional<CollectionWrites.Locked> hold(Transaction in, long id) {
        return in.find(HOLD, CollectionWrites.Locked::read, id);
    }

    /** Marks items as done or not; answers how many of the collection's are. */
    static int put(Transaction in, long collection, long member, List<Long> items, boolean isDone) {
        long[] ids = items.stream().mapToLong(Long::longValue).toArray();
        return isDone
                ? in.find(MARK, row -> row.integer(0), collection, member, ids).orElseThrow()
                : in.find(UNMARK, row -> row.integer(0), collection, member, ids).orElseThrow();
    }

    /** One statement. */
    Optional<Done> ofOne(long member, long collection) {
        return database.find(OF_ONE, Done::read, member, collection);
    }

    /** Ids of the items of a page that are done, in order; one statement. */
    List<Long> done(long member, ItemPages.Part part) {
        LimitedStatement done = part.isBefore() ? DONE_BEFORE : DONE_AFTER;
        return database.list(
                done.upTo(part.limit()),
                row -> row.number(0),
                part.collection(),
                (int) part.position(),
                member);
    }

    /** Behind a place, the last done first; one statement. */
    List<DoneOf> recent(long member, Object at, long id, int limit) {
        return database.list(RECENT.upTo(limit), DoneOf::read, member, at, id);
    }
}
