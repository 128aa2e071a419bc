package dev.stoa.forum.tag;

import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tags in PostgreSQL. */
final class TagStore {
    static final Statement KNOWN =
            Statement.of(
                    "forum.tags.known",
                    Budget.ms(20),
                    "select t.id, t.slug, t.use_count from tags t");
    static final Statement BY_SLUG =
            Statement.of(
                    "forum.tags.by-slug",
                    Budget.ms(5),
                    "select t.id, t.name, t.slug, t.color, t.description, t.use_count, t.version from tags t where t.slug = :slug");
    private static final String CARD =
            "select t.id, t.name, t.slug, t.color, t.description, t.use_count, t.version from tags t\n";
    private static final String MATCHING =
            "(cast(:pattern as text) is null or lower(t.name) like :pattern or t.slug like :pattern)";
    static final LimitedStatement POPULAR =
            LimitedStatement.of(
                    "forum.tags.popular",
                    Budget.ms(10),
                    CARD
                            + "where (t.use_count, -t.id) < (:count, -cast(:id as bigint)) and "
                            + MATCHING
                            + "\n order by t.use_count desc, t.id");
    static final LimitedStatement POPULAR_BEFORE =
            LimitedStatement.of(
                    "forum.tags.popular-before",
                    Budget.ms(10),
                    CARD
                            + "where (t.use_count, -t.id) > (:count, -cast(:id as bigint)) and "
                            + MATCHING
                            + "\n order by t.use_count, t.id desc");
    static final LimitedStatement BY_NAME =
            LimitedStatement.of(
                    "forum.tags.by-name",
                    Budget.ms(10),
                    CARD
                            + "where (lower(t.name), t.id) > (select lower(coalesce(max(n.name), '')), cast(:id as bigint)"
                            + " from tags n where n.id = :id) and "
                            + MATCHING
                            + "\n order by lower(t.name), t.id");
    static final LimitedStatement BY_NAME_BEFORE =
            LimitedStatement.of(
                    "forum.tags.by-name-before",
                    Budget.ms(10),
                    CARD
                            + "where (lower(t.name), t.id) < (select lower(coalesce(max(n.name), '')), cast(:id as bigint)"
                            + " from tags n where n.id = :id) and "
                            + MATCHING
                            + "\n order by lower(t.name) desc, t.id desc");

    /** By name or slug, the most alike first; a community has few enough tags to look at all. */
    static final LimitedStatement SEARCH =
            LimitedStatement.of(
                    "forum.tags.search",
                    Budget.ms(20),
                    """
                    select c.id, c.name, c.slug, c.color, c.description, c.use_count, c.version, c.alike
                      from (select t.id, t.name, t.slug, t.color, t.description, t.use_count, t.version,
                                   cast(greatest(similarity(t.name, cast(:q as text)), similarity(t.slug, cast(:q as text)),
                                        case when lower(t.name) like :pattern or t.slug like :pattern then 0.3 else 0 end)
                                        as real) as alike
                              from tags t) c
                     where c.alike >= 0.3 and (c.alike, -c.id) < (cast(:alike as real), -cast(:after as bigint))
                     order by c.alike desc, c.id
                    """);

    private final Database database;

    TagStore(Database database) {
        this.database = database;
    }

    /** A tag as it is shown. */
    record TagCard(
            long id,
            String name,
            String slug,
            String color,
            String description,
            int useCount,
            int version) {
        static TagCard read(Row row) {
            return new TagCard(
                    row.number(0),
                    row.text(1),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.integer(5),
                    row.integer(6));
        }
    }

    /** A tag with a name like a text. */
    record Likeness(TagCard tag, double alike) {
        static Likeness read(Row row) {
            return new Likeness(TagCard.read(row), row.real(7));
        }
    }

    /** Tags like {@code text}, the most alike first, behind one so much alike with that id. */
    List<Likeness> search(String text, double alike, long after, int limit) {
        String pattern = '%' + Tags.escaped(text.toLowerCase(java.util.Locale.ROOT)) + '%';
        return database.list(SEARCH.upTo(limit), Likeness::read, text, pattern, alike, after);
    }

    List<TagRef> known() {
        return database.list(KNOWN, row -> new TagRef(row.number(0), row.text(1), row.integer(2)));
    }

    Optional<TagCard> bySlug(String slug) {
        return database.find(BY_SLUG, TagCard::read, slug);
    }

    /** From the cursor on, the most used first; in front of one, the least used first. */
    List<TagCard> popular(Optional<Cursor> cursor, @Nullable String pattern, int limit) {
        int count = cursor.map(at -> (int) at.tuple().part(0)).orElse(Integer.MAX_VALUE);
        return database.list(
                (isBefore(cursor) ? POPULAR_BEFORE : POPULAR).upTo(limit),
                TagCard::read,
                count,
                id(cursor),
                pattern);
    }

    /** From the cursor on by name, backwards in front of one. */
    List<TagCard> byName(Optional<Cursor> cursor, @Nullable String pattern, int limit) {
        return database.list(
                (isBefore(cursor) ? BY_NAME_BEFORE : BY_NAME).upTo(limit),
                TagCard::read,
                id(cursor),
                pattern);
    }

    private static boolean isBefore(Optional<Cursor> cursor) {
        return cursor.isPresent() && cursor.get().direction() == Cursor.Direction.BEFORE;
    }

    private static long id(Optional<Cursor> cursor) {
        return cursor.map(at -> at.tuple().part(1)).orElse(0L);
    }
}
