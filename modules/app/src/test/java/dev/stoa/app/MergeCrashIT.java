package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads are merged and split while the service is killed, at any moment and in the middle of a
 * move: every operation that was acknowledged is done, once, and no post is lost.
 */
class MergeCrashIT {
    private static final String PEPPER = "a pepper of a test, long enough for one";
    private static final int PAIRS = 15;
    private static final int POSTS = 40;
    private static final int KILLS = 3;

    /** Threads 2k and 2k + 1 are a pair, posts of thread t are t * 1000 and on. */
    private static String threads() throws Exception {
        return """
            with people as (
                    insert into users (id, username, display_name, role)
                    select m, 'm' || m, 'M', case m when 1 then 'moderator' else 'member' end
                      from generate_series(1, 8) m returning id),
                 keys as (
                    insert into api_keys (user_id, name, prefix, hmac, scopes)
                    values (1, 'test', 'p1', decode('%s', 'hex'), '{forum:read,forum:write}') returning id),
                 places as (
                    insert into forum_structure (id, kind, slug, name, path)
                    values (1, 'forum', 'a', 'A', 'a') returning id),
                 made as (
                    insert into threads (id, structure_id, user_id, title, slug, first_post_id, last_post_number, published_at)
                    select t, 1, 1 + t %% 8, 'T', 't', t * 1000, %d, now() from generate_series(2, %d) t returning id),
                 counted as (
                    insert into thread_stats (thread_id, post_count, participant_count)
                    select t, %2$d, least(8, %2$d) from generate_series(2, %3$d) t returning thread_id),
                 written as (
                    insert into posts (id, thread_id, post_number, parent_id, path, depth, user_id, body, body_html)
                    select t * 1000 + n, t, n + 1, case when n %% 2 = 1 then t * 1000 + n - 1 end,
                           case when n %% 2 = 1 then lpad(n::text, 7, '0') || '.' else '' end || lpad((n + 1)::text, 7, '0'),
                           n %% 2, 1 + n %% 8, 'b', '<p>b</p>'
                      from generate_series(2, %3$d) t, generate_series(0, %2$d - 1) n returning id),
                 scored as (
                    insert into post_stats (post_id, thread_id, reply_count)
                    select t * 1000 + n, t, case when n %% 2 = 0 and n + 1 < %2$d then 1 else 0 end
                      from generate_series(2, %3$d) t, generate_series(0, %2$d - 1) n returning post_id)
            select (select count(*) from people) + (select count(*) from made) + (select count(*) from written)
                + (select count(*) from keys) + (select count(*) from places) + (select count(*) from counted)
                + (select count(*) from scored)
            """
                .formatted(HexFormat.of().formatHex(hash("p1.s1")), POSTS, 2 * PAIRS + 1);
    }

    private static final String WRONG =
            """
            select (select count(*) from thread_operations where state <> 'done') || ' not done, '
                || (select count(*) from posts p join threads t on t.id = p.thread_id where t.is_removed)
                || ' lost, '
                || (select count(*) from posts p join post_stats s on s.post_id = p.id where s.thread_id <> p.thread_id)
                || ' torn, '
                || (select count(*) from posts p left join posts q on q.id = p.parent_id
                     where p.path <> coalesce(q.path || '.', '') || lpad(p.post_number::text, 7, '0')
                        or q.thread_id <> p.thread_id)
                || ' misplaced, '
                || (select count(*) from threads t join thread_stats s on s.thread_id = t.id
                     where s.post_count + coalesce((select sum(d.posts) from counter_deltas d
                                                     where d.thread_id = t.id and d.post_id is null), 0)
                           <> (select count(*) from posts p where p.thread_id = t.id))
                || ' miscounted'
            """;

    @TempDir private Path folder;

    private volatile PackagedService service;
    private final Semaphore answered = new Semaphore(0);

    @BeforeEach
    void start() throws Exception {
        service = started();
        service.stored(threads());
        // A node that was told of a structure by nobody looks at its start, and every ten seconds.
        service.kill();
        service = started();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private PackagedService started() throws Exception {
        return PackagedService.started(
                folder.resolve("data"), "--set", "secrets.key-pepper=" + PEPPER);
    }

    private static byte[] hash(String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(PEPPER.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(("api_key:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyAcknowledgedOperationIsDoneOnceWhateverIsKilled() throws Exception {
        String posts = service.stored("select count(*) from posts");
        killedInTheMiddle();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> asked = new ArrayList<>();
            for (int pair = 2; pair <= PAIRS; pair++) {
                int thread = 2 * pair;
                asked.add(threads.submit(() -> split(thread)));
                asked.add(threads.submit(() -> merge(thread + 1, thread)));
            }
            for (int i = 0; i < KILLS; i++) {
                answered.acquire(2 * PAIRS / (KILLS + 2));
                service.kill();
                service = started();
            }
            for (Future<?> each : asked) {
                each.get();
            }
        }
        awaitDone();

        assertThat(service.stored(WRONG))
                .isEqualTo("0 not done, 0 lost, 0 torn, 0 misplaced, 0 miscounted");
        assertThat(service.stored("select count(*) from posts")).isEqualTo(posts);
        assertThat(service.stored("select count(*) from threads where merged_into is not null"))
                .isEqualTo(Integer.toString(PAIRS));
        assertThat(service.stored("select count(*) from threads where not is_removed"))
                .isEqualTo(Integer.toString(2 * PAIRS - 1));
        assertThat(
                        service.stored(
                                "select count(*) from modlog where action in ('thread-merged', 'thread-split')"))
                .isEqualTo(Integer.toString(2 * PAIRS - 1));
        assertThat(
                        service.stored(
                                "select max(n) from (select count(*) as n from posts group by thread_id, post_number) x"))
                .isEqualTo("1");
    }

    /** A post of the source is held by another, so that the move waits for it when it is killed. */
    private void killedInTheMiddle() throws Exception {
        CompletableFuture<Void> holding =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                service.stored(
                                        "select count(*) from (select pg_sleep(3) from (select id from posts where id = 3020 for update) p) s");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Thread.sleep(500);
        merge(3, 2);
        Thread.sleep(500);
        assertThat(service.stored("select state from thread_operations")).isEqualTo("queued");
        service.kill();
        holding.join();
        service = started();
        awaitDone();
        assertThat(service.stored("select count(*) from posts where thread_id = 2"))
                .isEqualTo(Integer.toString(2 * POSTS));
    }

    private void awaitDone() throws Exception {
        String open = "select count(*) from thread_operations where state in ('queued', 'running')";
        for (int i = 0; i < 300 && !service.stored(open).equals("0"); i++) {
            Thread.sleep(100);
        }
    }

    private Void split(int thread) throws Exception {
        sent("/api/forum/threads/" + thread + "/split", "{\"fromNumber\":21,\"title\":\"Part\"}");
        return null;
    }

    private Void merge(int thread, int into) throws Exception {
        sent("/api/forum/threads/" + thread + "/merge", "{\"into\":\"" + into + "\"}");
        return null;
    }

    /** Sent until it is answered; a pair's other operation may have changed the version. */
    private void sent(String path, String body) throws Exception {
        int version = 0;
        while (true) {
            try {
                HttpResponse<String> answer =
                        service.post(
                                path,
                                body,
                                "X-API-Key",
                                "p1.s1",
                                "Idempotency-Key",
                                path,
                                "If-Match",
                                "\"v" + version + '"');
                if (answer.statusCode() == 202) {
                    answered.release();
                    return;
                }
                assertThat(answer.statusCode()).as(answer.body()).isIn(409, 412, 503, 504);
                version = answer.statusCode() == 412 ? (version + 1) % 3 : version;
            } catch (IOException e) {
                // Killed, or not started again yet.
            }
            Thread.sleep(30);
        }
    }
}
