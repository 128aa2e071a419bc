package dev.stoa.forum.collection;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collections in PostgreSQL, read. */
final class CollectionStore {
    private static final String SELECT =
            "select %s\n  from collections c left join users a on a.id = c.user_id\n"
                    .formatted(CollectionRow.COLUMNS);
    private static final String SHOWN =
            """
             where not c.is_removed and c.published_at is not null
               and (c.published_at, c.id) < (cast(:at as timestamptz), cast(:id as bigint))
            """;
    private static final String NEWEST = " order by c.published_at desc, c.id desc\n";

    static final Statement FIND =
            Statement.of(
                    "forum.collections.find",
                    Budget.ms(5),
                    SELECT + " where c.id = :id and not c.is_removed");
    static final LimitedStatement RECENT =
            LimitedStatement.of("forum.collections.recent", Budget.ms(10), SELECT + SHOWN + NEWEST);
    static final LimitedStatement AUTHOR =
            LimitedStatement.of(
                    "forum.collections.author",
                    Budget.ms(10),
                    SELECT + SHOWN + " and c.user_id = :author\n" + NEWEST);
    static final LimitedStatement MATCHING =
            LimitedStatement.of(
                    "forum.collections.matching",
                    Budget.ms(20),
                    SELECT
                            + SHOWN
                            + " and lower(c.title) like :pattern"
                            + " and (cast(:author as bigint) is null or c.user_id = :author)\n"
                            + NEWEST);
    static final LimitedStatement OWN =
            LimitedStatement.of(
                    "forum.collections.own",
                    Budget.ms(10),
                    SELECT
                            + " where c.user_id = :owner and not c.is_removed and c.id < :id\n"
                            + " order by c.id desc");

    private final Database database;

    CollectionStore(Database database) {
        this.database = database;
    }

    /**
     * Which collections a list shows.
     *
     * @param author whose; null for everyone's
     * @param pattern of the title, for LIKE in lower case; null for any
     */
    record Filter(@Nullable Long author, @Nullable String pattern) {}

    /** A collection that is not removed, a draft too; one statement. */
    Optional<CollectionRow> find(long id) {
        return database.find(FIND, CollectionRow::read, id);
    }

    /** Published ones behind a place, the newest first; one statement. */
    List<CollectionRow> page(Filter filter, Object at, long id, int limit) {
        if (filter.pattern() != null) {
            return database.list(
                    MATCHING.upTo(limit),
                    CollectionRow::read,
                    at,
                    id,
                    filter.pattern(),
                    filter.author());
        }
        return filter.author() == null
                ? database.list(RECENT.upTo(limit), CollectionRow::read, at, id)
                : database.list(AUTHOR.upTo(limit), CollectionRow::read, at, id, filter.author());
    }

    /** A member's own with their drafts, the newest first; one statement. */
    List<CollectionRow> own(long owner, long before, int limit) {
        return database.list(OWN.upTo(limit), CollectionRow::read, owner, before);
    }
}
