package dev.stoa.forum.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A structure of its own in the shared forum, with threads in it, and those who moderate it. */
final class Moderated {
    private static final TestForum FORUM = TestForum.shared();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Counters with what is to be folded into them, beside what there is: none may differ. */
    private static final String DRIFT =
            """
            with d as (select * from counter_deltas),
                 t as (select * from threads where structure_id in (STRUCTURES))
            select 'thread ' || t.id || ' posts ' || a.is || ' for ' || a.should
              from t join thread_stats s on s.thread_id = t.id
             cross join lateral (
                   select s.post_count + coalesce((select sum(d.posts) from d where d.thread_id = t.id and d.post_id is null), 0) as is,
                          (select count(*) from posts p where p.thread_id = t.id and not p.is_removed) as should) a
             where a.is <> a.should
            union all
            select 'thread ' || t.id || ' participants ' || a.is || ' for ' || a.should
              from t join thread_stats s on s.thread_id = t.id
             cross join lateral (
                   select s.participant_count + coalesce((select sum(d.participants) from d where d.thread_id = t.id), 0) as is,
                          (select count(distinct p.user_id) from posts p where p.thread_id = t.id and not p.is_removed) as should) a
             where a.is <> a.should
            union all
            select 'thread ' || t.id || ' favorites ' || a.is || ' for ' || a.should
              from t join thread_stats s on s.thread_id = t.id
             cross join lateral (
                   select s.favorite_count + coalesce((select sum(d.favorites) from d where d.thread_id = t.id), 0) as is,
                          (select count(*) from favorites f where f.thread_id = t.id) as should) a
             where a.is <> a.should
            union all
            select 'post ' || p.id || ' replies ' || a.is || ' for ' || a.should
              from t join posts p on p.thread_id = t.id join post_stats s on s.post_id = p.id
             cross join lateral (
                   select s.reply_count + coalesce((select sum(d.replies) from d where d.post_id = p.id), 0) as is,
                          (select count(*) from posts c where c.parent_id = p.id and not c.is_removed) as should) a
             where a.is <> a.should
            union all
            select 'post ' || p.id || ' has stats of thread ' || s.thread_id
              from t join posts p on p.thread_id = t.id join post_stats s on s.post_id = p.id
             where s.thread_id <> p.thread_id
            union all
            select 'post ' || p.id || ' is misplaced ' || p.path
              from t join posts p on p.thread_id = t.id left join posts q on q.id = p.parent_id
             where p.path <> coalesce(q.path || '.', '') || lpad(p.post_number::text, 7, '0')
                or p.depth <> coalesce(q.depth + 1, 0) or (p.parent_id is not null and q.thread_id is distinct from p.thread_id)
            union all
            select 'thread ' || t.id || ' last post ' || t.last_post_at
              from t cross join lateral (select max(p.created_at) as at, max(p.post_number) as number from posts p
                                          where p.thread_id = t.id and not p.is_removed) l
             where not t.is_removed and (t.last_post_at <> l.at or t.last_post_number < l.number)
            union all
            select 'structure ' || f.id || ' ' || a.is || ' for ' || a.should
              from forum_structure f
             cross join lateral (
                   select f.thread_count + coalesce((select sum(d.threads) from d where d.structure_id = f.id), 0) || ', '
                              || f.post_count + coalesce((select sum(d.posts) from d where d.structure_id = f.id), 0) as is,
                          (select count(*) from t where t.structure_id = f.id and not t.is_removed) || ', '
                              || (select count(*) from t join posts p on p.thread_id = t.id
                                   where t.structure_id = f.id and not t.is_removed and not p.is_removed) as should) a
             where f.id in (STRUCTURES) and a.is <> a.should
            union all
            select 'member ' || u.id || ' ' || a.is || ' for ' || a.should
              from users u left join member_stats m on m.user_id = u.id
             cross join lateral (
                   select coalesce(m.thread_count, 0) + coalesce((select sum(d.threads) from d where d.member_id = u.id), 0) || ', '
                              || coalesce(m.post_count, 0) + coalesce((select sum(d.posts) from d where d.member_id = u.id), 0) as is,
                          (select count(*) from threads x where x.user_id = u.id and not x.is_removed) || ', '
                              || (select count(*) from posts p where p.user_id = u.id and not p.is_removed) as should) a
             where u.id in (MEMBERS) and a.is <> a.should
            """;

    final TestMember moderator = FORUM.member("moderator");
    final TestMember author = FORUM.member("member");
    final TestMember other = FORUM.member("member");
    final TestMember third = FORUM.member("member");
    final long structure;
    final long second;

    Moderated() {
        structure = structure("{\"name\":\"A place %d\"}".formatted(NUMBERS.incrementAndGet()));
        second = structure("{\"name\":\"B place %d\"}".formatted(NUMBERS.incrementAndGet()));
    }

    private long structure(String body) {
        Answer made = ask(moderator, "POST", "/api/forum/structures", body);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return Long.parseLong(made.text("/id"));
    }

    /** A thread of the author's, with its first post and counters. */
    long thread(long in) {
        long thread =
                number(
                        """
                        insert into threads (structure_id, user_id, title, slug, last_post_at, published_at, created_at)
                        values (%d, %d, 'A thread', 'a-thread', now(), now(), now())"""
                                .formatted(in, author.id()));
        execute("insert into thread_stats (thread_id) values (" + thread + ")");
        execute(
                "insert into counter_deltas (member_id, structure_id, threads) values (%d, %d, 1)"
                        .formatted(author.id(), in));
        long first = post(thread, 0, author);
        execute("update threads set first_post_id = " + first + " where id = " + thread);
        return thread;
    }

    /** A post, with its counters; a parent of 0 is none. */
    long post(long thread, long parent, TestMember by) {
        String above = parent == 0 ? "null" : Long.toString(parent);
        long post =
                number(
                        """
                        insert into posts (thread_id, post_number, parent_id, path, depth, user_id, body, body_html, created_at)
                        select t.id, t.last_post_number + 1, p.id,
                               coalesce(p.path || '.', '') || lpad((t.last_post_number + 1)::text, 7, '0'),
                               coalesce(p.depth + 1, 0), %2$d, 'some words', '<p>some words</p>', clock_timestamp()
                          from threads t left join posts p on p.id = %3$s where t.id = %1$d"""
                                .formatted(thread, by.id(), above));
        execute(
                """
                insert into post_stats (post_id, thread_id) values (%1$d, %2$d);
                insert into counter_deltas (thread_id, member_id, structure_id, posts, participants)
                select %2$d, %3$d, t.structure_id, 1,
                       case when (select count(*) from posts o where o.thread_id = %2$d and o.user_id = %3$d
                                   and not o.is_removed) = 1 then 1 else 0 end from threads t where t.id = %2$d;
                update threads t set last_post_number = p.post_number, last_post_at = p.created_at, last_post_user_id = p.user_id
                  from posts p where t.id = %2$d and p.id = %1$d"""
                        .formatted(post, thread, by.id()));
        if (parent != 0) {
            execute(
                    "insert into counter_deltas (thread_id, post_id, replies) values (%d, %d, 1)"
                            .formatted(thread, parent));
        }
        return post;
    }

    static Answer ask(TestMember who, String method, String path, String body, String... headers) {
        return FORUM.http().send(method, path, body, who.credential(headers));
    }

    /** A moderator's order to an object as it is now. */
    Answer order(String method, String path, String body) {
        String table = path.startsWith("/api/forum/posts/") ? "posts" : "threads";
        long version =
                FORUM.database()
                        .number(
                                "select version from %s where id = %s"
                                        .formatted(table, path.split("/", -1)[4]));
        return ask(moderator, method, path, body, "If-Match", "\"v" + version + "\"");
    }

    /** Waits for a merge or a split, and answers the thread it made or grew. */
    long done(Answer asked) throws InterruptedException {
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        Answer now = asked;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!List.of("done", "failed").contains(now.text("/state")) && System.nanoTime() < end) {
            Thread.sleep(20);
            now = FORUM.http().get(asked.header("Location"), moderator.credential());
        }
        assertThat(now.text("/state")).as(now.body()).isEqualTo("done");
        return Long.parseLong(now.text("/resultThreadId"));
    }

    /** What is counted wrong, or stands in a wrong place. */
    List<String> drift() {
        return FORUM.database()
                .rows(
                        DRIFT.replace("STRUCTURES", structure + ", " + second)
                                .replace(
                                        "MEMBERS",
                                        author.id() + ", " + other.id() + ", " + third.id()));
    }

    static String one(String sql) {
        return String.join(";", FORUM.database().rows(sql));
    }

    static void execute(String sql) {
        FORUM.database().execute(sql);
    }

    static long number(String insert) {
        return FORUM.database()
                .number("with made as (" + insert + " returning id) select id from made");
    }
}
