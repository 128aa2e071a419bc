package dev.stoa.forum.search;

import dev.stoa.forum.search.SearchFilter.Drive;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import java.util.Map;
import java.util.Objects;

/**
 * The statements of the search, made of a few fixed parts when the class is loaded.
 *
 * <p>How often a word occurs is not known beforehand, and either way of looking is slow for the
 * wrong word: a walk from the newest row for a rare one, the index for one that many rows have. So
 * each statement first looks at the newest thousand rows. Where twenty of these match, it walks on
 * for a few thousand; else the index, which has few, leads to them. What the conditions on {@code
 * near} rule out is not run: PostgreSQL checks them once, in front.
 */
final class SearchSql {
    private static final String QUERY = "(select k.q from ask k)";
    private static final String ASK =
            """
            with ask as materialized (
              select websearch_to_tsquery('english', cast(:text as text)) as q,
                     tsvector_to_array(to_tsvector('english',
                       regexp_replace(cast(:text as text), '(^| )-("[^"]*"|[^ ]+)', ' ', 'g'))) as words,
                     cast(:hidden as bigint[]) as hidden, cast(:structures as bigint[]) as structures,
                     cast(:kind as text) as kind, cast(:tags as bigint[]) as tags, cast(:author as bigint) as author)
            """;
    private static final String IS_COMMON = "(select count(*) from near) >= 20";

    /** Without a word that must be there, the index would be read from end to end. */
    private static final String IS_RARE =
            "(select count(*) from near) < 20 and (select querytree(k.q) from ask k) <> 'T'";

    private static final String SHOWN = "x.published_at is not null and not x.is_removed";

    /**
     * The filter on threads. The case hides it from the planner, which would think of it as rare
     * and turn to other indexes; taken from {@code ask}, its values do not tempt PostgreSQL to plan
     * each call anew, which took 3 of 8 ms (2026-11-20).
     */
    private static final String FILTER =
            """
            case when %1$s.structure_id <> all(cast((select k.hidden from ask k) as bigint[]))
                  and ((select k.structures from ask k) is null
                       or %1$s.structure_id = any(cast((select k.structures from ask k) as bigint[])))
                  and ((select k.kind from ask k) is null or %1$s.kind = (select k.kind from ask k))
                  and ((select k.tags from ask k) is null or %1$s.tag_ids @> (select k.tags from ask k))
                  and ((select k.author from ask k) is null or %2$s.user_id = (select k.author from ask k))
                 then true else false end
            """;

    private static final String COLUMNS =
            "x.id, x.tsv, x.structure_id, x.kind, x.user_id, x.tag_ids";

    /** A title that has all of it comes first, then tags and excerpt; within these by density. */
    private static final String SCORE =
            "case when ts_filter(n.tsv, '{a}') @@ %1$s then 3 else 1 end + 0.75 * ts_rank_cd(n.tsv, %1$s, 32)"
                    .formatted(QUERY);

    /** Votes are worth up to a fifth more. */
    private static final String LIKED =
            "(1 + 0.2 * greatest(s.vote_score, 0) / cast(greatest(s.vote_score, 0) + 20 as double precision))";

    private static final String CUT =
            """
             where (c.score, c.place) < (cast(:score as double precision), cast(:place as bigint))
             order by c.score desc, c.place desc offset :skip limit :limit)
            """;

    /** Words of the shown texts that the query means, as they stand there. */
    private static final String WORDS =
            """
            (select string_agg(distinct lower(w.token), ' ')
               from ts_parse('default', x.title || ' ' || x.excerpt || coalesce(' ' || left(b.body, 8000), '')) w
              where w.tokid <> 12
                and case when w.tokid in (1, 2, 10, 11) then ts_lexize('english_stem', w.token)
                         else array[lower(w.token)] end && cast((select k.words from ask k) as text[]))""";

    /** Words of the title that are like one of the query's, too. */
    private static final String ALIKE_WORDS =
            """
            (select string_agg(distinct lower(w.token), ' ')
               from ts_parse('default', x.title) w
               join unnest(string_to_array(cast(:text as text), ' ')) k(word) on similarity(w.token, k.word) >= 0.3
              where w.tokid <> 12 and ts_lexize('english_stem', w.token) <> '{}')""";

    /** What a hit shows beside the thread's card. */
    private static final String SHOW =
            """
            select p.id, p.score, p.place, x.title, x.excerpt, coalesce(%s, ''),
                   b.id, b.post_number, b.created_at, coalesce(s.vote_score, 0),
                   '{' || a.card || ',"karma":' || coalesce(m.karma_points, 0) || '}', left(b.body_html, 20000)
              from page p
              join threads x on x.id = p.id
              left join posts b on b.id = p.post_id
              left join post_stats s on s.post_id = p.post_id
              left join users a on a.id = b.user_id
              left join member_stats m on m.user_id = b.user_id
             order by p.score desc, p.place desc
            """;

    /**
     * How alike a title must be, set for the statement alone: two letters that changed places leave
     * a word 0.5 alike, which is asked for only where nothing was found. Reading it makes {@code
     * text} wait for the setting, and the index for both.
     */
    private static final String FLOOR =
            """
            , level as materialized (
              select cast(:text as text) as text,
                     set_config('pg_trgm.word_similarity_threshold',
                                case when cardinality(cast(:found as bigint[])) = 0 then '0.45' else '0.6' end, true) as floor)
            """;

    private static final Map<Drive, LimitedStatement> THREADS =
            Map.of(
                    Drive.ALL, threads(Drive.ALL),
                    Drive.STRUCTURE, threads(Drive.STRUCTURE),
                    Drive.TAG, threads(Drive.TAG),
                    Drive.AUTHOR, threads(Drive.AUTHOR));
    private static final LimitedStatement POSTS = posts(Drive.ALL);
    private static final LimitedStatement POSTS_OF_AUTHOR = posts(Drive.AUTHOR);

    /** Threads with titles like the text, or with most of its words. */
    static final LimitedStatement ALIKE = alike("threads", "cast(null as bigint)", "");

    /** First posts of such threads. */
    static final LimitedStatement ALIKE_POSTS =
            alike("posts", "x.first_post_id", " and x.first_post_id is not null");

    private SearchSql() {}

    static LimitedStatement ofThreads(Drive drive) {
        return Objects.requireNonNull(THREADS.get(drive));
    }

    static LimitedStatement ofPosts(Drive drive) {
        return drive == Drive.AUTHOR ? POSTS_OF_AUTHOR : POSTS;
    }

    private static LimitedStatement threads(Drive drive) {
        String found =
                candidates(
                        """
                        select n.id, %s as score from (%%s) n
                         where n.tsv @@ %s and %s"""
                                .formatted(SCORE, QUERY, FILTER.formatted("n", "n")),
                        newest(drive),
                        "select "
                                + COLUMNS
                                + " from threads x where "
                                + SHOWN
                                + " and x.tsv @@ "
                                + QUERY,
                        1000);
        return LimitedStatement.of(
                "forum.search.threads" + drive.suffix(),
                Budget.ms(50),
                ASK
                        + found
                        + """
                        , found as materialized (select f.id, max(f.score) as score from candidates f group by f.id),
                        talk as materialized (
                          select distinct on (t.id) t.id, t.post_id, t.rank
                            from (select x.id, n.id as post_id, ts_rank_cd(n.tsv, %1$s, 33) as rank
                                    from (select b.id, b.thread_id, b.tsv from posts b
                                           where b.tsv @@ %1$s and not b.is_removed limit 2000) n
                                    join threads x on x.id = n.thread_id and %2$s and %3$s
                                   where (select count(*) from found) < 100
                                     and (select querytree(k.q) from ask k) <> 'T'
                                   limit 200) t
                           order by t.id, t.rank desc, t.post_id),
                        page as materialized (
                          select c.place as id, c.post_id, c.score, c.place
                            from (select j.id as place, j.post_id, j.score * %4$s as score
                                    from (select coalesce(f.id, t.id) as id, t.post_id,
                                                 coalesce(f.score, 0) + 0.5 * coalesce(t.rank, 0) as score
                                            from found f full join talk t on t.id = f.id) j
                                    join thread_stats s on s.thread_id = j.id) c
                        """
                                .formatted(QUERY, SHOWN, FILTER.formatted("x", "x"), LIKED)
                        + CUT
                        + SHOW.formatted(WORDS));
    }

    private static LimitedStatement posts(Drive drive) {
        String newest =
                drive == Drive.AUTHOR
                        ? "select b.id, b.thread_id, b.user_id, b.tsv from posts b where b.user_id = :author and not b.is_removed"
                                + " order by b.created_at desc, b.id desc limit "
                        : "select b.id, b.thread_id, b.user_id, b.tsv from posts b where not b.is_removed"
                                + " order by b.id desc limit ";
        String found =
                candidates(
                        """
                        select x.id, n.id as post_id, ts_rank_cd(n.tsv, %1$s, 33) as score from (%%s) n
                          join threads x on x.id = n.thread_id and %2$s and %3$s
                         where n.tsv @@ %1$s"""
                                .formatted(QUERY, SHOWN, FILTER.formatted("x", "n")),
                        newest + "%d",
                        "select b.id, b.thread_id, b.user_id, b.tsv from posts b where not b.is_removed and b.tsv @@ "
                                + QUERY,
                        500);
        return LimitedStatement.of(
                "forum.search.posts" + (drive == Drive.AUTHOR ? drive.suffix() : ""),
                Budget.ms(50),
                ASK
                        + found
                        + """
                        , found as materialized (
                          select f.post_id, max(f.id) as id, max(f.score) as score from candidates f group by f.post_id),
                        page as materialized (
                          select c.id, c.place as post_id, c.score, c.place
                            from (select f.id, f.post_id as place, f.score * %s as score
                                    from found f join post_stats s on s.post_id = f.post_id) c
                        """
                                .formatted(LIKED)
                        + CUT
                        + SHOW.formatted(WORDS));
    }

    /**
     * The rows to be ranked, by what {@code select} makes of a source: the newest thousand, and
     * either more of the newest or what the index leads to.
     */
    private static String candidates(String select, String newest, String indexed, int most) {
        return """
               , near as materialized (%s),
               candidates as materialized (
                 select near.* from near
                 union all (%s and %s limit %d)
                 union all (%s and %s limit %d))
               """
                .formatted(
                        select.formatted(newest.formatted(1000)),
                        select.formatted(newest.formatted(5000)),
                        IS_COMMON,
                        most,
                        select.formatted(indexed + " limit 2000"),
                        IS_RARE,
                        most);
    }

    /** The newest threads of a drive; {@code %d} is how many. */
    private static String newest(Drive drive) {
        String byTime = " and " + SHOWN + " order by x.published_at desc, x.id desc limit %1$d";
        return switch (drive) {
            case ALL ->
                    "select "
                            + COLUMNS
                            + " from threads x where "
                            + SHOWN
                            + " order by x.published_at desc, x.id desc limit %1$d";
            case AUTHOR ->
                    "select " + COLUMNS + " from threads x where x.user_id = :author" + byTime;
            case STRUCTURE ->
                    "select y.* from unnest(cast(:structures as bigint[])) u(id) cross join lateral (select "
                            + COLUMNS
                            + " from threads x where x.structure_id = u.id"
                            + byTime
                            + ") y limit %1$d";
            case TAG ->
                    "select "
                            + COLUMNS
                            + " from (select g.thread_id from thread_tags g where g.tag_id = :tag"
                            + " order by g.thread_id desc limit %1$d) g join threads x on x.id = g.thread_id and "
                            + SHOWN;
        };
    }

    private static LimitedStatement alike(String what, String post, String condition) {
        return LimitedStatement.of(
                "forum.search.alike-" + what,
                Budget.ms(50),
                ASK
                        + FLOOR
                        + """
                        , some_word as materialized (
                          select to_tsquery('simple', string_agg(
                                   '''' || replace(replace(w.word, '\\', '\\\\'), '''', '''''') || '''', ' | ')) as q,
                                 count(*) as words
                            from ask k cross join lateral unnest(k.words) w(word)),
                        partly as materialized (
                          select n.id, 0.9 * m.words / (select o.words from some_word o) as score
                            from (%1$s) n
                           cross join lateral (
                             select count(*) as words from unnest(tsvector_to_array(ts_filter(n.tsv, '{a,b}'))) l(word)
                              where l.word = any(cast((select k.words from ask k) as text[]))) m
                           where n.tsv @@ (select o.q from some_word o) and m.words * 2 > (select o.words from some_word o)
                             and %2$s
                           limit 1000),
                        alike as materialized (
                          select n.id, word_similarity(cast(:text as text), n.title) as score
                            from (select %3$s, x.title from threads x
                                   where (select l.text from level l where l.floor <> '') <%% x.title and %4$s limit 1000) n
                           where (select o.words from some_word o) > 0 and %2$s),
                        near as materialized (
                          select a.id, a.score from alike a
                           where a.score >= least(0.6, 0.9 * (select max(b.score) from alike b))),
                        page as materialized (
                          select c.id, %5$s as post_id, c.score, c.id as place
                            from (select f.id, max(f.score) as score
                                    from (select g.id, cast(g.score as double precision) as score from partly g
                                          union all select h.id, h.score from near h) f
                                   where f.id <> all(cast(:found as bigint[]))
                                   group by f.id) c
                            join threads x on x.id = c.id%6$s
                           order by c.score desc, c.id desc limit :limit)
                        """
                                .formatted(
                                        newest(Drive.ALL).formatted(5000),
                                        FILTER.formatted("n", "n"),
                                        COLUMNS,
                                        SHOWN,
                                        post,
                                        condition)
                        + SHOW.formatted(ALIKE_WORDS));
    }
}
