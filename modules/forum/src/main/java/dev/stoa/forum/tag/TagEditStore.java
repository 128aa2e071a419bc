package dev.stoa.forum.tag;

import dev.stoa.forum.tag.TagStore.TagCard;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.Optional;

/** What changes tags in PostgreSQL. */
final class TagEditStore {
    private static final String COLUMNS =
            "g.id, g.name, g.slug, g.color, g.description, g.use_count, g.version";

    static final Statement ADD =
            Statement.of(
                    "forum.tags.add",
                    Budget.ms(10),
                    """
                    insert into tags as g (name, slug, color, description)
                    values (:name, :slug, :color, :description)
                    returning %s
                    """
                            .formatted(COLUMNS));
    static final Statement LOCK =
            Statement.of(
                    "forum.tags.lock",
                    Budget.ms(10),
                    "select " + COLUMNS + " from tags g where g.slug = :slug for no key update");

    /** Cards of threads are behind from the first one on, where they show what was changed. */
    static final Statement EDIT =
            Statement.of(
                    "forum.tags.edit",
                    Budget.ms(10),
                    """
                    update tags g
                       set name = :name, color = :color, description = :description, version = g.version + 1,
                           cards_from = case when (g.name, g.color) is distinct from (:name, :color)
                                             then 0 else g.cards_from end
                     where g.id = :id
                    returning %s
                    """
                            .formatted(COLUMNS));

    static final Statement BEHIND =
            Statement.of(
                    "forum.tags.behind",
                    Budget.ms(10),
                    """
                    select g.id, g.slug, g.cards_from, g.version from tags g
                     where g.cards_from is not null order by g.id limit 1
                    """);

    /** Rows of threads are locked in the order of ids, by one node at a time. */
    static final Statement CARDS =
            Statement.of(
                    "forum.tags.write-cards",
                    Budget.seconds(2),
                    """
                    with due as materialized (
                        select t.id
                          from threads t
                         where t.id in (select x.thread_id from thread_tags x
                                         where x.tag_id = :tag and x.thread_id > :from
                                         order by x.thread_id limit 500)
                         order by t.id for no key update),
                    written as (
                        update threads t
                           set tags = (select cast('[' || coalesce(string_agg('{"id":"' || g.id || '","name":' || stoa_json(g.name)
                                                      || ',"slug":' || stoa_json(g.slug) || ',"color":' || stoa_json(g.color)
                                                      || '}', ',' order by n.place), '') || ']' as json)
                                         from unnest(t.tag_ids) with ordinality n(tag_id, place)
                                         join tags g on g.id = n.tag_id)
                          from due d where t.id = d.id
                        returning t.id)
                    select count(*), coalesce(max(w.id), 0) from written w
                    """);

    static final Statement REACHED =
            Statement.of(
                    "forum.tags.cards-reached",
                    Budget.ms(10),
                    """
                    update tags set cards_from = :from where id = :id and version = :version
                    """);

    private TagEditStore() {}

    /** A tag that cards are behind of, and up to which thread they are not. */
    record Behind(long id, String slug, long from, int version) {}

    static TagCard add(Transaction in, TagDraft draft) {
        return in.find(
                        ADD,
                        TagCard::read,
                        draft.name(),
                        draft.slug(),
                        draft.color(),
                        draft.description())
                .orElseThrow();
    }

    static Optional<TagCard> lock(Transaction in, String slug) {
        return in.find(LOCK, TagCard::read, slug);
    }

    static TagCard edit(Transaction in, long id, TagDraft draft) {
        return in.find(EDIT, TagCard::read, draft.name(), draft.color(), draft.description(), id)
                .orElseThrow();
    }

    static Optional<Behind> behind(Transaction in) {
        return in.find(
                BEHIND,
                row -> new Behind(row.number(0), row.text(1), row.number(2), row.integer(3)));
    }

    /** Writes the next cards; how many. */
    static long cards(Transaction in, Behind tag, int batch) {
        record Written(long cards, long last) {}
        Written written =
                in.find(
                                CARDS,
                                row -> new Written(row.number(0), row.number(1)),
                                tag.id(),
                                tag.from())
                        .orElseThrow();
        in.execute(
                REACHED,
                written.cards() < batch ? null : (Long) written.last(),
                tag.id(),
                tag.version());
        return written.cards();
    }
}
