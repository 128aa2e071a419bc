package dev.stoa.forum.collection;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changes a collection's items in PostgreSQL: one statement each, which moves the collection's
 * version, too. The collection is locked by the caller's transaction.
 */
final class ItemWrites {
    private static final String BUMPED =
            """
            c as (update collections set version = version + 1, updated_at = now(), item_count = item_count + %s
                   where id = :collection returning version, item_count)""";

    static final Statement ADD =
            Statement.of(
                    "forum.collections.add-items",
                    Budget.ms(100),
                    """
                    with given as (
                        select g.title, g.thread_id, g.payload, g.place
                          from unnest(cast(:titles as text[]), cast(:threads as bigint[]), cast(:payloads as text[]))
                               with ordinality g(title, thread_id, payload, place)),
                    %s,
                    i as (
                        insert into collection_items (collection_id, position, title, thread_id, payload)
                        select :collection, g.place + (select coalesce(max(l.position), 0) from collection_items l
                                                        where l.collection_id = :collection),
                               g.title, g.thread_id, cast(coalesce(g.payload, '{}') as jsonb)
                          from given g order by g.place
                        returning id, position)
                    select i.id, i.position, c.version, c.item_count from i cross join c order by i.position
                    """
                            .formatted(BUMPED.formatted("(select count(*) from given)")));

    static final Statement CHANGE =
            Statement.of(
                    "forum.collections.change-items",
                    Budget.ms(100),
                    """
                    with %s,
                    i as (
                        update collection_items x
                           set title = coalesce(g.title, x.title),
                               thread_id = case when g.has_thread then g.thread_id else x.thread_id end,
                               payload = coalesce(cast(g.payload as jsonb), x.payload),
                               updated_at = now()
                          from unnest(cast(:ids as bigint[]), cast(:titles as text[]), cast(:hasThreads as boolean[]),
                                      cast(:threads as bigint[]), cast(:payloads as text[]))
                               g(id, title, has_thread, thread_id, payload)
                         where x.id = g.id and x.collection_id = :collection
                        returning x.id, x.position)
                    select i.id, i.position, c.version, c.item_count from i cross join c order by i.position
                    """
                            .formatted(BUMPED.formatted("0")));

    /** What was done of an item goes with it. */
    static final Statement REMOVE =
            Statement.of(
                    "forum.collections.remove-items",
                    Budget.ms(100),
                    """
                    with i as (
                        delete from collection_items x where x.collection_id = :collection and x.id = any(:ids)
                        returning x.id, x.position),
                    %s,
                    undone as (
                        delete from collection_items_done d using i
                         where d.collection_id = :collection and d.item_id = i.id returning d.user_id),
                    counted as (
                        update collection_progress p set done_count = p.done_count - u.number
                          from (select user_id, count(*) as number from undone group by user_id) u
                         where p.collection_id = :collection and p.user_id = u.user_id)
                    select i.id, i.position, c.version, c.item_count from i cross join c order by i.position
                    """
                            .formatted(BUMPED.formatted("(select -count(*) from i)")));

    /** Numbers all items from 1 on, the moved ones in front of another or at the end. */
    static final Statement MOVE =
            Statement.of(
                    "forum.collections.move-items",
                    Budget.ms(200),
                    """
                    with m as (
                        select g.id, g.place from unnest(cast(:ids as bigint[])) with ordinality g(id, place)),
                    b as (
                        select coalesce((select x.position from collection_items x
                                          where x.collection_id = :collection and x.id = :before), 2147483647) as position),
                    n as (
                        select x.id, x.position as was, m.place,
                               row_number() over (order by case when m.place is null then x.position else b.position end,
                                                           m.place is null, m.place) as position
                          from collection_items x cross join b left join m on m.id = x.id
                         where x.collection_id = :collection),
                    moved as (
                        update collection_items x set position = n.position
                          from n where x.id = n.id and n.position <> n.was),
                    %s
                    select n.id, cast(n.position as int), c.version, c.item_count
                      from n cross join c where n.place is not null order by n.position
                    """
                            .formatted(BUMPED.formatted("0")));

    static final Statement KNOWN =
            Statement.of(
                    "forum.collections.known-items",
                    Budget.ms(10),
                    """
                    select i.id from collection_items i
                     where i.collection_id = :collection and i.id = any(:ids)
                    """);
    static final Statement THREADS =
            Statement.of(
                    "forum.collections.threads",
                    Budget.ms(10),
                    """
                    select t.id, t.structure_id from threads t
                     where t.id = any(:ids) and not t.is_removed and t.published_at is not null
                    """);

    private ItemWrites() {}

    /**
     * Where an item is now.
     *
     * @param version the collection's
     * @param itemCount the collection's
     */
    record Place(long id, int position, int version, int itemCount) {
        static Place read(Row row) {
            return new Place(row.number(0), row.integer(1), row.integer(2), row.integer(3));
        }
    }

    /** A thread, and where it is. */
    record ThreadPlace(long id, long structure) {}

    static List<Place> add(Transaction in, long collection, List<ItemDraft> items) {
        return in.list(
                ADD, Place::read, titles(items), threads(items), payloads(items), collection);
    }

    /** Those that are there, changed. */
    static List<Place> change(Transaction in, long collection, List<ItemDraft> items) {
        @Nullable Boolean[] hasThreads = new @Nullable Boolean[items.size()];
        for (int i = 0; i < hasThreads.length; i++) {
            hasThreads[i] = items.get(i).hasThread();
        }
        return in.list(
                CHANGE,
                Place::read,
                collection,
                items.stream().mapToLong(ItemDraft::id).toArray(),
                titles(items),
                hasThreads,
                threads(items),
                payloads(items));
    }

    static List<Place> remove(Transaction in, long collection, List<Long> ids) {
        return in.list(REMOVE, Place::read, collection, array(ids));
    }

    /** Those of {@code ids}, in front of the item {@code before}; at the end for null. */
    static List<Place> move(
            Transaction in, long collection, List<Long> ids, @Nullable Long before) {
        return in.list(MOVE, Place::read, array(ids), collection, before);
    }

    /** Which of {@code ids} are items of the collection. */
    static Set<Long> known(Transaction in, long collection, List<Long> ids) {
        return in.list(KNOWN, row -> row.number(0), collection, array(ids)).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Which of {@code ids} are threads that are shown, and where. */
    static List<ThreadPlace> threads(Transaction in, Set<Long> ids) {
        return in.list(
                THREADS,
                row -> new ThreadPlace(row.number(0), row.number(1)),
                (Object) ids.stream().mapToLong(Long::longValue).toArray());
    }

    private static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static @Nullable String[] titles(List<ItemDraft> items) {
        return items.stream().map(ItemDraft::title).toArray(String[]::new);
    }

    private static @Nullable String[] payloads(List<ItemDraft> items) {
        return items.stream().map(ItemDraft::payload).toArray(String[]::new);
    }

    private static @Nullable Long[] threads(List<ItemDraft> items) {
        return items.stream().map(ItemDraft::thread).toArray(Long[]::new);
    }
}
