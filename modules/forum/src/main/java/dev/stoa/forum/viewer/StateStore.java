package dev.stoa.forum.viewer;

import dev.stoa.platform.http.Mark;
import dev.stoa.platform.http.Marks;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What viewers have of their own of the threads and posts of a page, in PostgreSQL. */
final class StateStore {
    /**
     * The lines of a page's marks, threads before posts, in one value: a row costs DbClient more
     * than PostgreSQL takes to join its text. Whether it is wanted comes first as one letter, see
     * {@link ViewerStates}.
     */
    static final Statement STATES =
            Statement.of(
                    "forum.viewer.states",
                    Budget.ms(10),
                    """
                    with %s
                    select convert_to(coalesce(string_agg(s.line, '' order by s.kind, s.place), ''), 'UTF8')
                      from (
                        select 1 as kind, a.place,
                               case when y.unwanted then '-' when y.unread then '*' else '+' end
                                   || '"viewer":{"vote":' || coalesce(x.value, 0)
                                   || ',"favorited":' || case when f.user_id is null then 'false' else 'true' end
                                   || ',"following":' || case when l.user_id is null then 'false' else 'true' end
                                   || ',"lastReadPostNumber":' || coalesce(y.read, 0)
                                   || ',"unread":' || case when y.unread and not y.unwanted then 'true' else 'false' end
                                   || '},' || chr(10) as line
                          from unnest(cast(:threads as bigint[])) with ordinality a(id, place)
                          cross join v
                          left join lateral (
                              select %s as unwanted, %s as unread, r.last_read_post_number as read
                                from threads t %s
                               where t.id = a.id) y on true
                          left join thread_votes x on x.user_id = v.id and x.thread_id = a.id
                          left join favorites f on f.user_id = v.id and f.thread_id = a.id
                          left join follows l on l.user_id = v.id and l.target = 'thread' and l.target_id = a.id
                        union all
                        select 2, a.place,
                               case when p.user_id = any(v.unwanted) then '-' else '+' end
                                   || '"viewer":{"vote":' || coalesce(x.value, 0) || '},' || chr(10)
                          from unnest(cast(:posts as bigint[])) with ordinality a(id, place)
                          cross join v
                          left join posts p on p.id = a.id and cardinality(v.unwanted) > 0
                          left join post_votes x on x.user_id = v.id and x.post_id = a.id
                      ) s
                    """
                            .formatted(
                                    ViewerSql.VIEWER,
                                    ViewerSql.UNWANTED,
                                    ViewerSql.UNREAD,
                                    ViewerSql.READ));

    private final Database database;

    StateStore(Database database) {
        this.database = database;
    }

    /** One line for each mark, in their order. */
    byte[] lines(long viewer, Instant since, Marks marks) {
        byte[] sorted =
                database.find(
                                STATES,
                                row -> row.bytes(0),
                                since,
                                viewer,
                                marks.ids(ViewerStates.THREAD),
                                marks.ids(ViewerStates.POST))
                        .orElseThrow();
        return marks.all().stream().map(Mark::kind).distinct().count() > 1
                ? inOrder(sorted, marks)
                : sorted;
    }

    /** The statement has threads before posts; a page may have them by turns. */
    private static byte[] inOrder(byte[] sorted, Marks marks) {
        String[] lines = new String(sorted, StandardCharsets.UTF_8).split("(?<=\n)", -1);
        int thread = 0;
        int post = marks.ids(ViewerStates.THREAD).length;
        StringBuilder ordered = new StringBuilder(sorted.length);
        for (Mark mark : marks.all()) {
            ordered.append(lines[mark.kind() == ViewerStates.THREAD ? thread++ : post++]);
        }
        return ordered.toString().getBytes(StandardCharsets.UTF_8);
    }
}
