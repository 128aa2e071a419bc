package dev.stoa.forum.post;

import dev.stoa.forum.viewer.ViewerSql;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;

/**
 * The statements of posts that a viewer voted on: in the order of ids, which needs no index more.
 */
final class VotedSql {
    static final LimitedStatement AFTER =
            LimitedStatement.of("forum.posts.voted", Budget.ms(20), page("<", "desc"));
    static final LimitedStatement BEFORE =
            LimitedStatement.of("forum.posts.voted-before", Budget.ms(20), page(">", "asc"));

    private VotedSql() {}

    private static String page(String compared, String direction) {
        return """
            select %s
              from (select f.post_id
                      from post_votes f
                      join posts q on q.id = f.post_id and not q.is_removed
                      join threads t on t.id = q.thread_id and %s
                     where f.user_id = :viewer and f.post_id %s :id
                     order by f.post_id %s limit :limit) i
              join posts p on p.id = i.post_id
              join post_stats s on s.post_id = p.id
             %s
             order by p.id %s
            """
                .formatted(
                        PostListSql.COLUMNS,
                        ViewerSql.SHOWN,
                        compared,
                        direction,
                        PostListSql.JOINS,
                        direction);
    }
}
