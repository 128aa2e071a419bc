package dev.stoa.forum.post;

import dev.stoa.forum.viewer.ViewerSql;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The list statements of posts: one for each order, way to the page and scope, made once from a few
 * fixed parts.
 */
final class PostListSql {
    /** How the page's place is given. */
    enum Place {
        AFTER(""),
        BEFORE("-before"),
        PAGE("-page"),
        /** From the first post with at least a number; order {@code created} only. */
        FROM("-from");

        private final String suffix;

        Place(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Which posts. */
    enum Scope {
        THREAD(""),
        /** Answers to one post; in tree order all below it. */
        REPLIES("-replies"),
        /** All of one member's, in any thread; order {@code new} only. */
        MEMBER("-member");

        private final String suffix;

        Scope(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * A post's JSON, of posts p with s, a and m of {@link #JOINS}. PostgreSQL writes it: twenty
     * columns cost DbClient more than the statement takes. Joined by {@code ||}, as {@code concat}
     * takes a fifth longer; the functions of cards, which can't be inlined and take 4 us a call,
     * are left to columns that are mostly null.
     */
    static final String JSON =
            """
            convert_to('{"id":"' || p.id || '","threadId":"' || p.thread_id || '","number":' || p.post_number
                       || ',"parentId":' || coalesce('"' || p.parent_id || '"', 'null') || ',"depth":' || p.depth
                       || case when p.is_removed then ',"body":null,"bodyHtml":null'
                              else ',"body":' || cast(to_json(p.body) as text) || ',"bodyHtml":' || cast(to_json(p.body_html) as text) end
                       || ',"bodyFormat":"' || p.body_format
                       || case when p.is_removed or a.card is null then '","author":null'
                              else '","author":{' || a.card || ',"karma":' || coalesce(m.karma_points, 0) || '}' end
                       || ',"stats":{"score":' || s.vote_score || ',"up":' || s.up || ',"down":' || s.down
                       || ',"replies":' || s.reply_count
                       || '},"createdAt":"' || to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                       || '","editedAt":' || coalesce('"' || stoa_rfc3339(p.edited_at) || '"', 'null')
                       || case when p.is_removed then ',"state":{"removed":true},"source":' else ',"state":{"removed":false},"source":' end
                       || case when p.source_licence is null then 'null'
                              else '{"url":' || stoa_json(p.source_url) || ',"author":' || stoa_json(p.source_author)
                                  || ',"licence":' || stoa_json(p.source_licence) || '}' end
                       || ',"version":' || p.version || '}', 'UTF8')""";

    /** What {@link PostRow} reads. */
    static final String COLUMNS =
            "p.id, p.thread_id, p.post_number, p.created_at, s.vote_score,\n       " + JSON;

    static final String JOINS =
            """
             left join users a on a.id = p.user_id
                  left join member_stats m on m.user_id = p.user_id""";

    private static final Map<PostSort, Map<Scope, Map<Place, LimitedStatement>>> STATEMENTS = all();

    private PostListSql() {}

    static LimitedStatement statement(PostSort sort, Scope scope, Place place) {
        LimitedStatement statement =
                STATEMENTS.getOrDefault(sort, Map.of()).getOrDefault(scope, Map.of()).get(place);
        if (statement == null) {
            throw new IllegalArgumentException(sort + " " + scope + " " + place);
        }
        return statement;
    }

    /** All of them, for the tests that prepare and explain them. */
    static List<LimitedStatement> statements() {
        return STATEMENTS.values().stream()
                .flatMap(scopes -> scopes.values().stream())
                .flatMap(places -> places.values().stream())
                .toList();
    }

    private static Map<PostSort, Map<Scope, Map<Place, LimitedStatement>>> all() {
        Map<PostSort, Map<Scope, Map<Place, LimitedStatement>>> all = new EnumMap<>(PostSort.class);
        for (PostSort sort : PostSort.values()) {
            Map<Scope, Map<Place, LimitedStatement>> scopes = new EnumMap<>(Scope.class);
            for (Scope scope : Scope.values()) {
                if (scope == Scope.MEMBER && sort != PostSort.NEW) {
                    continue;
                }
                Map<Place, LimitedStatement> places = new EnumMap<>(Place.class);
                for (Place place : Place.values()) {
                    if (place != Place.FROM
                            || (sort == PostSort.CREATED && scope == Scope.THREAD)) {
                        places.put(place, build(sort, scope, place));
                    }
                }
                scopes.put(scope, places);
            }
            all.put(sort, scopes);
        }
        return all;
    }

    private static LimitedStatement build(PostSort sort, Scope scope, Place place) {
        String order = place == Place.BEFORE ? backward(sort) : forward(sort);
        // By an index that leads to the posts themselves, the page's rows are taken as they come;
        // else their ids first, so that what is skipped or sorted stays narrow.
        boolean direct = place != Place.PAGE && sort != PostSort.TOP;
        String rows =
                (direct ? "select p.* from " : "select p.id from ")
                        + from(sort)
                        + " where "
                        + scope(sort, scope)
                        + hidden(sort)
                        + "\n   and (cast(:depth as int) is null or p.depth <= :depth)"
                        + cursor(sort, place)
                        + "\n order by "
                        + order
                        + (place == Place.PAGE ? " limit 1001" : " limit :limit");
        if (place == Place.PAGE) {
            rows = "select n.id from (" + rows + ") n offset :skip limit :limit";
        }
        String posts =
                direct ? "(" + rows + ") p" : "(" + rows + ") i\n  join posts p on p.id = i.id";
        return LimitedStatement.of(
                "forum.posts." + sort.word() + scope.suffix + place.suffix,
                Budget.ms(20),
                """
                select %s
                  from %s
                  join post_stats s on s.post_id = p.id
                 %s
                 order by %s
                """
                        .formatted(COLUMNS, posts, JOINS, order));
    }

    private static String from(PostSort sort) {
        return sort == PostSort.TOP ? "post_stats s join posts p on p.id = s.post_id" : "posts p";
    }

    private static String scope(PostSort sort, Scope scope) {
        return switch (scope) {
            case THREAD -> sort == PostSort.TOP ? "s.thread_id = :thread" : "p.thread_id = :thread";
            case MEMBER ->
                    "p.user_id = :member and exists (select 1 from threads t"
                            + " where t.id = p.thread_id and "
                            + ViewerSql.SHOWN
                            + ")";
            case REPLIES ->
                    sort == PostSort.TREE
                            ? "p.thread_id = :thread"
                                    + " and p.path > (select q.path || '.' from posts q where q.id = :parent)"
                                    + " and p.path < (select q.path || '/' from posts q where q.id = :parent)"
                            : "p.parent_id = :parent and (cast(:thread as bigint) = 0 or p.thread_id = :thread)";
        };
    }

    /** A removed post stays in the tree, without its text, or its answers would hang in the air. */
    private static String hidden(PostSort sort) {
        return sort == PostSort.TREE ? "" : " and not p.is_removed";
    }

    private static String cursor(PostSort sort, Place place) {
        return switch (place) {
            case PAGE -> "";
            case FROM ->
                    """

                       and (p.created_at, p.id) >= (select q.created_at, q.id from posts q
                            where q.thread_id = :thread and q.post_number >= :number
                            order by q.post_number limit 1)""";
            case AFTER, BEFORE -> {
                boolean up =
                        (sort == PostSort.CREATED || sort == PostSort.TREE)
                                == (place == Place.AFTER);
                yield "\n   and " + key(sort) + (up ? " > " : " < ") + position(sort);
            }
        };
    }

    private static String key(PostSort sort) {
        return switch (sort) {
            case CREATED, NEW -> "(p.created_at, p.id)";
            case TOP -> "(s.vote_score, s.post_id)";
            case TREE -> "p.path";
        };
    }

    private static String position(PostSort sort) {
        return switch (sort) {
            case CREATED, NEW -> "(cast(:at as timestamptz), :id)";
            case TOP -> "(:score, :id)";
            case TREE ->
                    "coalesce((select q.path from posts q where q.thread_id = :thread and q.post_number = :number), '')";
        };
    }

    private static String forward(PostSort sort) {
        return switch (sort) {
            case CREATED -> "p.created_at, p.id";
            case NEW -> "p.created_at desc, p.id desc";
            case TOP -> "s.vote_score desc, s.post_id desc";
            case TREE -> "p.path";
        };
    }

    private static String backward(PostSort sort) {
        return switch (sort) {
            case CREATED -> "p.created_at desc, p.id desc";
            case NEW -> "p.created_at, p.id";
            case TOP -> "s.vote_score, s.post_id";
            case TREE -> "p.path desc";
        };
    }
}
