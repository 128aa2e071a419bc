package dev.stoa.forum.moderation;

import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads and posts that moderators should look at, in PostgreSQL; the newest first. */
final class QueueStore {
    /** The whole item, of a row x with its thread t, post p, author a and the kind's own part. */
    private static final String ITEM =
            """
            select x.at, x.id,
                   convert_to('{"type":"' || x.type || '","id":"' || x.target_id || '","threadId":"' || t.id
                       || '","structureId":"' || t.structure_id || '","title":' || stoa_json(t.title)
                       || ',"excerpt":' || stoa_json(case when p.id is null then t.excerpt
                              when p.body_format = 'html' then left(regexp_replace(left(p.body, 2000), '<[^>]*>?', '', 'g'), 300)
                              else left(p.body, 300) end)
                       || ',"author":' || coalesce('{' || a.card || '}', 'null')
                       || ',"removed":' || coalesce(p.is_removed, t.is_removed)
                       || ',"version":' || coalesce(p.version, t.version)
            """;

    private static final String THINGS =
            """
              join threads t on t.id = x.thread_id
              left join posts p on x.type = 'post' and p.id = x.target_id
              left join users a on a.id = coalesce(p.user_id, case when x.type = 'thread' then t.user_id end)
            """;

    /** A target is told of once: by its newest report, with those before it counted. */
    static final LimitedStatement REPORTED =
            LimitedStatement.of(
                    "forum.queue.reported",
                    Budget.ms(30),
                    ITEM
                            + """
                                     || ',"reports":{"count":' || c.count || ',"reasons":' || cast(c.reasons as text)
                                     || ',"newestAt":"' || stoa_rfc3339(x.at) || '"},"removal":null}', 'UTF8')
                                from (select r.created_at as at, r.id, r.target_type as type, r.target_id,
                                             coalesce(o.thread_id, r.target_id) as thread_id
                                        from reports r
                                        left join posts o on r.target_type = 'post' and o.id = r.target_id
                                       where r.status = 'open' and r.target_type in ('thread', 'post')
                                         and (cast(:type as text) is null or r.target_type = :type)
                                         and (r.created_at, r.id) < (cast(:at as timestamptz), :id)
                                         and not exists (
                                             select 1 from reports n
                                              where n.target_type = r.target_type and n.target_id = r.target_id
                                                and n.status = 'open' and (n.created_at, n.id) > (r.created_at, r.id))
                                         and exists (select 1 from threads e
                                                      where e.id = coalesce(o.thread_id, r.target_id)
                                                        and e.structure_id <> all(:hidden))
                                       order by r.created_at desc, r.id desc limit :limit) x
                              """
                            + THINGS
                            + """
                               cross join lateral (
                                     select count(*) as count, json_agg(distinct r.reason) as reasons
                                       from reports r
                                      where r.target_type = x.type and r.target_id = x.target_id and r.status = 'open') c
                               order by x.at desc, x.id desc
                              """);

    /** Merged threads are not among them: nobody brings them back. */
    static final LimitedStatement REMOVED =
            LimitedStatement.of(
                    "forum.queue.removed",
                    Budget.ms(30),
                    ITEM
                            + """
                                     || ',"reports":null,"removal":{"at":"' || stoa_rfc3339(x.at)
                                     || '","by":' || coalesce('{' || b.card || '}', 'null')
                                     || ',"reason":' || coalesce(stoa_json(l.reason), 'null') || '}}', 'UTF8')
                                from (select u.* from (
                                          (select h.removed_at as at, h.id, 'thread' as type, h.id as target_id,
                                                  h.id as thread_id, h.removed_by
                                             from threads h
                                            where h.is_removed and h.removed_at is not null and h.merged_into is null
                                              and (cast(:type as text) is null or :type = 'thread')
                                              and (h.removed_at, h.id) < (cast(:at as timestamptz), :id)
                                              and h.structure_id <> all(:hidden)
                                            order by h.removed_at desc, h.id desc limit :limit)
                                          union all
                                          (select o.removed_at, o.id, 'post', o.id, o.thread_id, o.removed_by
                                             from posts o
                                            where o.is_removed and o.removed_at is not null
                                              and (cast(:type as text) is null or :type = 'post')
                                              and (o.removed_at, o.id) < (cast(:at as timestamptz), :id)
                                              and exists (select 1 from threads e
                                                           where e.id = o.thread_id and e.published_at is not null
                                                             and e.structure_id <> all(:hidden))
                                            order by o.removed_at desc, o.id desc limit :limit)) u
                                       order by u.at desc, u.id desc limit :limit) x
                              """
                            + THINGS
                            + """
                                left join users b on b.id = x.removed_by
                                left join lateral (
                                     select m.reason from modlog m
                                      where m.target_type = x.type and m.target_id = x.target_id
                                        and m.action = x.type || '-removed' order by m.id desc limit 1) l on true
                               order by x.at desc, x.id desc
                              """);

    private final Database database;

    QueueStore(Database database) {
        this.database = database;
    }

    /** What a moderator should look at: its place in the list and its finished object. */
    record Item(long micros, long id, JsonPart body) {
        static Item read(Row row) {
            return new Item(row.micros(0), row.number(1), new JsonPart(row.bytes(2)));
        }
    }

    /**
     * Where a page begins, and what is left out.
     *
     * @param type thread or post, null for both
     * @param at the moment of the item in front; null for the start
     */
    record Slice(@Nullable String type, @Nullable Instant at, long id, Audience audience) {}

    List<Item> page(LimitedStatement which, Slice slice, int limit) {
        return database.list(
                which.upTo(limit),
                Item::read,
                slice.type(),
                slice.at() == null ? "infinity" : slice.at(),
                slice.id(),
                slice.audience().hiddenIds());
    }
}
