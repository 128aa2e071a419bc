package dev.stoa.forum.search;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import java.util.List;

/** Related threads in PostgreSQL. */
final class RelatedStore {
    /**
     * Candidates are the threads linked with it, two hundred of each of its five rarest tags, and
     * the newest two thousand with a word of its title. A link beats all; a shared tag counts by
     * how rare it is, ten for one that nobody else has; so does the title, up to ten. The first row
     * is the thread itself.
     */
    static final LimitedStatement OF =
            LimitedStatement.of(
                    "forum.related.of",
                    Budget.ms(50),
                    """
                    with self as materialized (
                      select x.id, x.tag_ids,
                             (select to_tsquery('simple', string_agg('''' || replace(replace(w.word, '\\', '\\\\'), '''', '''''') || '''', ' | '))
                                from unnest(tsvector_to_array(to_tsvector('english', x.title))) w(word)) as words
                        from threads x
                       where x.id = :id and not x.is_removed and x.published_at is not null
                         and x.structure_id <> all(cast(:hidden as bigint[]))),
                    rare as materialized (
                      select g.id, ln(1 + (select cast(max(n.use_count) as double precision) from tags n) / greatest(g.use_count, 1)) as weight
                        from tags g where g.id = any(cast((select f.tag_ids from self f) as bigint[]))
                       order by g.use_count, g.id limit 5),
                    points as (
                      select l.id, cast(100 as double precision) as points
                        from (select a.related_thread_id as id from thread_links a where a.thread_id = :id
                              union all
                              select b.thread_id from thread_links b where b.related_thread_id = :id) l
                      union all
                      select t.thread_id, r.weight
                        from rare r cross join lateral (
                          select g.thread_id from thread_tags g where g.tag_id = r.id
                           order by g.thread_id desc limit 200) t
                      union all
                      select n.id, 10 * ts_rank(n.tsv, (select f.words from self f))
                        from (select x.id, x.tsv from threads x
                               where x.published_at is not null and not x.is_removed
                               order by x.published_at desc, x.id desc limit 2000) n
                       where n.tsv @@ (select f.words from self f)),
                    best as materialized (
                      select c.id, sum(c.points) as points
                        from points c
                       where c.id <> :id and exists (select 1 from self)
                       group by c.id order by 2 desc, 1 desc limit 300)
                    select f.id, cast('infinity' as double precision) as points from self f
                    union all
                    (select b.id, b.points from best b
                       join threads x on x.id = b.id and not x.is_removed and x.published_at is not null
                        and x.structure_id <> all(cast(:hidden as bigint[]))
                      order by b.points desc, b.id desc limit :limit)
                    order by 2 desc, 1 desc
                    """);

    private final Database database;

    RelatedStore(Database database) {
        this.database = database;
    }

    /**
     * What is related to a thread.
     *
     * @param isShown whether there is such a thread for the viewer
     * @param ids the closest first
     */
    record Related(boolean isShown, List<Long> ids) {
        Related {
            ids = List.copyOf(ids);
        }
    }

    /** What is related to a thread, at least {@code limit} threads where there are as many. */
    Related of(long thread, long[] hidden, int limit) {
        List<Long> rows = database.list(OF.upTo(limit), row -> row.number(0), thread, hidden);
        return rows.isEmpty()
                ? new Related(false, List.of())
                : new Related(true, rows.subList(1, rows.size()));
    }
}
