package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred members vote on one thread at once, and change their minds, while the service is
 * killed: the score is what they were answered in the end.
 */
class VoteCrashIT {
    private static final int MEMBERS = 200;
    private static final int VOTES = 50;

    /** More of them by {@code -Dvotes.kills=20}. */
    private static final int KILLS = Integer.getInteger("votes.kills", 2);

    private static final String PATH = "/api/forum/threads/1/vote";
    static final String THREAD =
            """
            with place as (
                insert into forum_structure (id, kind, slug, name, path, thread_count)
                values (1, 'forum', 'f', 'F', 'f', 1) returning id),
            author as (insert into member_stats (user_id, thread_count) values (0, 1)),
            thread as (
                insert into threads (id, structure_id, user_id, title, slug, base_score, published_at)
                select 1, id, 0, 'Hot', 'hot', 100, now() from place returning id)
            insert into thread_stats (thread_id, vote_score) select id, 100 from thread returning 1
            """;
    private static final String CAST =
            "select coalesce(string_agg(user_id || '=' || value, ',' order by user_id), '') from thread_votes";
    private static final String SCORE =
            """
            select s.vote_score || ' of ' || s.up || ' and ' || s.down || ', karma ' || m.karma_points
                || ', entered ' || (select sum(points) from karma_entries where user_id = 0)
              from thread_stats s, member_stats m where s.thread_id = 1 and m.user_id = 0
            """;

    @TempDir private Path folder;

    private volatile PackagedService service;
    private final Semaphore answered = new Semaphore(0);

    @BeforeEach
    void start() throws Exception {
        service = started();
        KeyedMembers.make(service, MEMBERS, "forum:write");
        service.stored(THREAD);
        // Structures are read at the start.
        service.kill();
        service = started();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private PackagedService started() throws Exception {
        return PackagedService.started(folder.resolve("data"), KeyedMembers.SETTINGS);
    }

    @Test
    void theScoreIsWhatWasAcknowledgedWhateverIsKilled() throws Exception {
        Map<Integer, Integer> last = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> members = new ArrayList<>();
            for (int member = 1; member <= MEMBERS; member++) {
                int who = member;
                members.add(threads.submit(() -> voted(who)));
            }
            for (int i = 0; i < KILLS; i++) {
                answered.acquire(MEMBERS * VOTES / (KILLS + 1));
                service.kill();
                service = started();
            }
            for (int member = 1; member <= MEMBERS; member++) {
                last.put(member, members.get(member - 1).get());
            }
        }
        while (!service.stored("select count(*) from counter_deltas").equals("0")) {
            Thread.sleep(100);
        }
        long up = last.values().stream().filter(value -> value > 0).count();
        long down = last.values().stream().filter(value -> value < 0).count();
        assertThat(service.stored(CAST))
                .isEqualTo(
                        last.entrySet().stream()
                                .filter(each -> each.getValue() != 0)
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(",")));
        assertThat(service.stored(SCORE))
                .isEqualTo(
                        "%d of %d and %d, karma %d, entered %4$d"
                                .formatted(100 + up - down, up, down, 5 * (up - down)));
        assertThat(
                        service.stored(
                                "select deadlocks from pg_stat_database where datname = current_database()"))
                .isEqualTo("0");
        assertThat(service.isLogged("deadlock")).isFalse();
        assertThat(
                        service.stored(
                                "select count(*) from job_runs where job = 'forum.counters.drift' and cast(details as text) like '%repaired%'"))
                .isEqualTo("0");
    }

    /** The vote that a member was answered last. */
    private int voted(int member) throws Exception {
        Random random = new Random(member);
        int value = 0;
        for (int i = 0; i < VOTES; i++) {
            value = random.nextInt(3) - 1;
            vote(member, value);
            answered.release();
        }
        return value;
    }

    /** Until it is answered: a vote that was cast unheard changes nothing when it is cast again. */
    private void vote(int member, int value) throws Exception {
        while (true) {
            try {
                HttpResponse<String> answer =
                        service.send(
                                value == 0 ? "DELETE" : "PUT",
                                PATH,
                                value == 0 ? "" : "{\"value\":" + value + "}",
                                "X-API-Key",
                                KeyedMembers.key(member));
                if (answer.statusCode() < 500) {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    assertThat(answer.body()).endsWith("\"value\":" + value + "}");
                    return;
                }
            } catch (IOException e) {
                // Killed, or not started again yet.
            }
            Thread.sleep(30);
        }
    }
}
