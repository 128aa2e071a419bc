package dev.stoa.forum.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestDatabases;
import dev.stoa.forum.demo.DemoCommunity;
import dev.stoa.forum.demo.DemoSize;
import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditIT {
    private static final String COUNTERS =
            """
            select md5(string_agg(cast(s as text), ',' order by thread_id)) from thread_stats s
            union all select md5(string_agg(cast(s as text), ',' order by post_id)) from post_stats s
            union all select md5(string_agg(cast(s as text), ',' order by user_id)) from member_stats s
            union all select md5(string_agg(cast(s as text), ',' order by id)) from forum_structure s
            """;

    private static TestDatabase postgres;
    private static Database database;

    @BeforeAll
    static void fill() throws Exception {
        postgres = TestDatabases.migrated();
        database = TestDatabases.open(postgres);
        new DemoCommunity(database, () -> {})
                .fill(DemoSize.SMALL, 11, Instant.now(), Progress.NONE);
    }

    @BeforeEach
    void nothingIsWrongWithAMadeUpCommunity() {
        assertThat(Audits.drift(database)).isEmpty();
    }

    @AfterAll
    static void drop() {
        database.close();
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update thread_stats set up = up + 1, vote_score = vote_score + 1 where thread_id in (3, 1999)|thread-votes|2",
                "update post_stats set down = down + 2, vote_score = vote_score - 2 where post_id = 20000|post-votes|1",
                "update thread_stats set favorite_count = 0 where favorite_count = 7|favorites|-1",
                "update thread_stats set post_count = post_count - 1 where thread_id = 5|thread-posts|1",
                "update thread_stats set participant_count = 0 where thread_id = 5|thread-posts|1",
                "update post_stats set reply_count = reply_count + 1 where post_id < 11|replies|10",
                "update thread_stats set vote_score = 0 where thread_id = (select max(thread_id) from thread_stats where vote_score <> 0)|scores|1",
                "update forum_structure set thread_count = thread_count + 1 where id = 20|structures|1",
                "update member_stats set karma_points = karma_points - 5 where user_id = 1|members|1",
                "update member_stats set post_count = 0, thread_count = 0 where user_id = 1|members|1",
                "delete from member_stats where user_id = 2|members|1",
            })
    void whatIsWrongIsFoundAndRepaired(String damage, String kind, long rows) {
        List<String> right = postgres.rows(COUNTERS);
        postgres.execute(damage);
        Map<String, Long> found = Audits.drift(database);
        assertThat(found).containsOnlyKeys(kind);
        assertThat(found.get(kind)).satisfies(n -> assertThat(rows < 0 || n == rows).isTrue());
        assertThat(postgres.rows(COUNTERS)).isEqualTo(right);
    }

    @Test
    void aMissingRowOfCountersIsMadeAgain() {
        postgres.execute(
                "update thread_stats set view_count = 0 where thread_id = 1; delete from thread_stats where thread_id = 1");
        // The row comes back with its posts; votes follow on the next walk, which begins with
        // these.
        assertThat(Audits.drift(database)).containsEntry("missing", 1L);
        Audits.drift(database);
        postgres.execute("update thread_stats set view_count = 0 where thread_id = 1");
        assertThat(
                        postgres.rows(
                                "select up + down from thread_stats where thread_id = 1 and post_count > 0"))
                .isEqualTo(postgres.rows("select count(*) from thread_votes where thread_id = 1"));
        assertThat(Audits.drift(database)).isEmpty();
    }

    /** What waits to be folded is no drift, and a repair meanwhile does not count it twice. */
    @Test
    void deltasThatWaitAreCounted() {
        postgres.execute(
                """
                with vote as (
                    insert into thread_votes (user_id, thread_id, value)
                    select u.id, 9, 1 from users u
                     where not exists (select from thread_votes v where v.user_id = u.id and v.thread_id = 9)
                     limit 3 returning thread_id)
                insert into counter_deltas (thread_id, member_id, up)
                select v.thread_id, t.user_id, 1 from vote v join threads t on t.id = v.thread_id;
                with favorite as (
                    insert into favorites (user_id, thread_id)
                    select u.id, 9 from users u
                     where not exists (select from favorites v where v.user_id = u.id and v.thread_id = 9)
                     limit 2 returning thread_id)
                insert into counter_deltas (thread_id, favorites) select thread_id, 1 from favorite;
                with thread as (
                    insert into threads (structure_id, user_id, title, slug, published_at)
                    values (20, 3, 't', 't', now()) returning id),
                post as (
                    insert into posts (thread_id, post_number, path, user_id, body, body_html)
                    select id, 1, '0000001', 3, 'b', 'b' from thread returning id, thread_id),
                stats as (insert into thread_stats (thread_id) select thread_id from post),
                more as (insert into post_stats (post_id, thread_id) select id, thread_id from post)
                insert into counter_deltas (thread_id, member_id, structure_id, threads, posts, participants)
                select thread_id, 3, 20, 1, 1, 1 from post;
                insert into karma_entries (user_id, type, points) values (3, 'accepted-answer', 15);
                insert into counter_deltas (member_id, karma) values (3, 15);
                """);
        assertThat(Audits.drift(database)).isEmpty();
        postgres.execute("update thread_stats set up = up - 2 where thread_id = 9");
        assertThat(Audits.drift(database)).containsOnlyKeys("thread-votes", "scores");
        FolderIT.folder(database).fold();
        assertThat(Audits.drift(database)).isEmpty();
        assertThat(
                        postgres.rows(
                                "select (select up + down from thread_stats where thread_id = 9) - (select count(*) from thread_votes where thread_id = 9)"))
                .containsExactly("0");
    }

    @Test
    void whoWritesAndFoldsMeanwhileIsNotTakenForDrift() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> others = new ArrayList<>();
            others.add(
                    threads.submit(
                            () -> {
                                while (!isOver.get()) {
                                    FolderIT.folder(database).fold();
                                }
                            }));
            for (int i = 0; i < 2; i++) {
                int member = 30_000 + i;
                others.add(
                        threads.submit(
                                () -> {
                                    for (int n = 0; !isOver.get(); n++) {
                                        vote(member, 1 + n % 50);
                                    }
                                }));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(Audits.drift(database)).isEmpty();
            }
            isOver.set(true);
            for (Future<?> other : others) {
                other.get();
            }
        }
        FolderIT.folder(database).fold();
        assertThat(Audits.drift(database)).isEmpty();
    }

    private static void vote(int member, int thread) {
        postgres.execute(
                """
                with vote as (
                    insert into thread_votes as v (user_id, thread_id, value) values (%d, %d, 1)
                    on conflict (user_id, thread_id) do update set value = - v.value
                    returning coalesce(old.value, 0) as before, new.value as after)
                insert into counter_deltas (thread_id, member_id, up, down)
                select %2$d, 1, (after > 0)::int - (before > 0)::int, (after < 0)::int - (before < 0)::int
                  from vote
                """
                        .formatted(member, thread));
    }
}
