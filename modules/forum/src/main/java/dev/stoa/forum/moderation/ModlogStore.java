package dev.stoa.forum.moderation;

import dev.stoa.forum.moderation.ModlogQuery.Lead;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The log in PostgreSQL, the newest first; a statement of its own for each leading filter. */
final class ModlogStore {
    static final List<LimitedStatement> STATEMENTS;
    private static final Map<Lead, LimitedStatement> BY_LEAD = new EnumMap<>(Lead.class);

    static {
        for (Lead lead : Lead.values()) {
            BY_LEAD.put(
                    lead,
                    LimitedStatement.of(
                            "forum.modlog.recent" + lead.suffix(), Budget.ms(20), text(lead)));
        }
        STATEMENTS = List.copyOf(BY_LEAD.values());
    }

    private final Database database;

    ModlogStore(Database database) {
        this.database = database;
    }

    /** An entry: its id and its finished object. */
    record Entry(long id, JsonPart body) {
        static Entry read(Row row) {
            return new Entry(row.number(0), new JsonPart(row.bytes(1)));
        }
    }

    /** One coalesce hides the other filters from the planner, which would think them rare. */
    private static String text(Lead lead) {
        return """
               select m.id,
                      convert_to('{"id":"' || m.id || '","action":' || stoa_json(m.action)
                          || ',"moderator":' || coalesce('{' || u.card || '}', 'null')
                          || ',"target":{"type":"' || m.target_type || '","id":"' || m.target_id
                          || '","threadId":' || coalesce('"' || m.thread_id || '"', 'null')
                          || ',"structureId":' || coalesce('"' || m.structure_id || '"', 'null')
                          || ',"name":' || stoa_json(coalesce(t.title, f.name, g.name))
                          || '},"reason":' || stoa_json(m.reason)
                          || ',"details":' || coalesce(cast(m.details as text), 'null')
                          || ',"createdAt":"' || stoa_rfc3339(m.created_at) || '"}', 'UTF8')
                 from (select cast(:before as bigint) as before, cast(:moderator as bigint) as moderator,
                              cast(:action as text) as action, cast(:structure as bigint) as structure,
                              cast(:thread as bigint) as thread, cast(:hidden as bigint[]) as hidden) q
                cross join lateral (
                      select m.* from modlog m
                       where m.id < q.before and %s
                         and coalesce(
                                 coalesce(m.moderator_id = q.moderator, true) and coalesce(m.action = q.action, true)
                                 and coalesce(m.structure_id = q.structure, q.structure is null)
                                 and coalesce(m.thread_id = q.thread, q.thread is null)
                                 and coalesce(m.structure_id <> all(q.hidden), true), false)
                       order by m.id desc limit :limit) m
                 left join users u on u.id = m.moderator_id
                 left join threads t on t.id = m.thread_id
                 left join forum_structure f on m.target_type = 'structure' and f.id = m.target_id
                 left join tags g on m.target_type = 'tag' and g.id = m.target_id
                order by m.id desc
               """
                .formatted(lead.condition());
    }

    /** Entries before {@code before}; at least one more than {@code limit} where there are more. */
    List<Entry> page(ModlogQuery query, long[] hidden, long before, int limit) {
        return database.list(
                Objects.requireNonNull(BY_LEAD.get(query.lead())).upTo(limit),
                Entry::read,
                before,
                query.moderator(),
                query.action(),
                query.structure(),
                query.thread(),
                hidden);
    }
}
