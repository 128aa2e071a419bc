package dev.stoa.forum.collection;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** A collection's items in PostgreSQL, read. */
final class ItemStore {
    /** Rows of a batch of the package. */
    static final int BATCH = 200;

    private static final String SELECT =
            """
            select i.id, i.position, i.title, cast(i.payload as text), t.id, t.title, t.slug, t.structure_id
              from collection_items i
              left join threads t on t.id = i.thread_id and not t.is_removed and t.published_at is not null
            """;

    static final LimitedStatement PAGE =
            LimitedStatement.of(
                    "forum.collections.items",
                    Budget.ms(10),
                    SELECT
                            + " where i.collection_id = :collection and i.position > :position\n"
                            + " order by i.position");
    static final LimitedStatement BEFORE =
            LimitedStatement.of(
                    "forum.collections.items-before",
                    Budget.ms(10),
                    SELECT
                            + " where i.collection_id = :collection and i.position < :position\n"
                            + " order by i.position desc");

    /** Nothing of a thread but which: a package changes with its collection's version alone. */
    static final Statement PACKED =
            Statement.of(
                    "forum.collections.packed-items",
                    Budget.ms(50),
                    """
                    select i.id, i.position, i.title, cast(i.payload as text), i.thread_id
                      from collection_items i
                     where i.collection_id = :collection and i.position > :position
                     order by i.position limit 200
                    """);

    private final Database database;

    ItemStore(Database database) {
        this.database = database;
    }

    /** Items behind a position, in order; one statement. */
    List<ItemRow> after(long collection, long position, int limit) {
        return database.list(PAGE.upTo(limit), ItemRow::read, collection, (int) position);
    }

    /** Items in front of a position, in order; one statement. */
    List<ItemRow> before(long collection, long position, int limit) {
        return database.list(BEFORE.upTo(limit), ItemRow::read, collection, (int) position)
                .reversed();
    }

    /** The next {@link #BATCH} items behind a position for a package. */
    static List<PackedItem> packed(Transaction in, long collection, int position) {
        return in.list(PACKED, PackedItem::read, collection, position);
    }
}
