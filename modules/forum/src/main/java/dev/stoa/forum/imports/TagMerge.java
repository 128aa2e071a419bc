package dev.stoa.forum.imports;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** Tags of the staging tables join the tags there are; wiki excerpts describe the new ones. */
final class TagMerge {
    private static final Budget BUDGET = Budget.seconds(600);
    private static final Statement SAME =
            Statement.of(
                    "forum.import.same-tags",
                    BUDGET,
                    """
                    delete from import_tags a using import_tags b
                     where lower(a.name) = lower(b.name) and a.ctid > b.ctid
                    """);
    private static final Statement KNOWN =
            Statement.of(
                    "forum.import.known-tags",
                    BUDGET,
                    "update import_tags i set id = t.id from tags t where lower(t.name) = lower(i.name)");
    private static final Statement SLUGS =
            Statement.of(
                    "forum.import.slug-tags",
                    BUDGET,
                    """
                    update import_tags i set slug = i.slug || '-' || i.source_id
                     where i.id is null
                       and (exists (select 1 from tags t where t.slug = i.slug)
                            or exists (select 1 from import_tags o
                                        where o.slug = i.slug and o.source_id < i.source_id))
                    """);
    private static final Statement IDS =
            Statement.of(
                    "forum.import.id-tags",
                    BUDGET,
                    """
                    update import_tags i set is_new = true, id = c.id
                      from (select source_id, nextval('tags_id_seq') as id
                              from (select source_id from import_tags where id is null
                                     order by source_id) o) c
                     where c.source_id = i.source_id
                    """);
    private static final Statement STORE =
            Statement.of(
                    "forum.import.store-tags",
                    BUDGET,
                    """
                    insert into tags (id, name, slug, color, description)
                    select i.id, i.name, i.slug, i.color, coalesce(p.excerpt, '')
                      from import_tags i
                      left join import_posts p on p.source_id = i.excerpt_source_id and p.type in (4, 5)
                     where i.is_new
                     order by i.id
                    """);
    private static final Statement WIKIS =
            Statement.of(
                    "forum.import.count-wikis",
                    BUDGET,
                    """
                    select count(*) filter (where type = 4), count(*) filter (where type = 5),
                           count(*) filter (where type not in (1, 2, 4, 5))
                      from import_posts
                    """);

    private final Transaction transaction;

    TagMerge(Transaction transaction) {
        this.transaction = transaction;
    }

    void merge(Tally tally) {
        tally.skipped("tags", "same name as another", transaction.execute(SAME));
        transaction.execute(KNOWN);
        transaction.execute(SLUGS);
        transaction.execute(IDS);
        tally.stored("tags", transaction.execute(STORE));
        transaction.find(
                WIKIS,
                row -> {
                    tally.skipped("posts", "tag wiki excerpt, used as description", row.number(0));
                    tally.skipped("posts", "tag wiki, no thread", row.number(1));
                    tally.skipped("posts", "neither question nor answer", row.number(2));
                    return row;
                });
    }
}
