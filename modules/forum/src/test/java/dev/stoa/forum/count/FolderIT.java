package dev.stoa.forum.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.forum.TestDatabases;
import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.platform.sql.Database;
import dev.stoa.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FolderIT {
    private TestDatabase postgres;
    private Database database;

    @BeforeEach
    void open() {
        postgres = TestDatabases.migrated();
        database = TestDatabases.open(postgres);
        postgres.execute(
                """
                insert into forum_structure (id, kind, slug, name, path) values (1, 'forum', 'f', 'F', 'f');
                insert into users (id, username, display_name) values (1, 'a', 'A'), (2, 'b', 'B');
                insert into threads (id, structure_id, user_id, title, slug, base_score, published_at)
                select n, 1, 1, 't', 't', 40, now() from generate_series(1, 9) n;
                insert into posts (id, thread_id, post_number, path, user_id, body, body_html, base_score)
                values (5, 1, 1, '0000001', 2, 'b', 'b', 7);
                insert into thread_stats (thread_id, vote_score) select id, 40 from threads where id > 1;
                """);
    }

    @AfterEach
    void close() {
        database.close();
        postgres.close();
    }

    static Folder folder(Database database) {
        return new Folder(database, changes(), new FoldSignals(new SimpleMeterRegistry()));
    }

    /** Nobody caches anything here. */
    private static Changes changes() {
        return new Changes(TestForum.shared().platform().caches());
    }

    private void append(Delta... deltas) {
        database.transaction(
                transaction -> {
                    new Counters().append(transaction, List.of(deltas));
                    return deltas;
                });
    }

    private String thread(long id) {
        return postgres.rows(
                        "select post_count, up, down, vote_score, favorite_count, participant_count, view_count from thread_stats where thread_id = "
                                + id)
                .getFirst();
    }

    @Test
    void everyCounterMovesByItsDeltasAlone() {
        append(
                Delta.ofThread(1, Moves.vote(0, 1)).by(1L),
                Delta.ofThread(1, Moves.vote(0, 1)).by(1L),
                Delta.ofThread(1, Moves.vote(1, -1)).by(1L),
                Delta.ofThread(2, Moves.NONE.favorites(2).views(30)),
                Delta.ofThread(1, Moves.NONE.posts(1).threads(1).participants(1)).by(1L).in(1),
                Delta.ofPost(1, 5, Moves.vote(0, -1)).by(2L),
                Delta.ofPost(1, 5, Moves.NONE.replies(3)),
                new Delta(null, null, 2L, null, Moves.NONE.karma(15)));
        assertThat(folder(database).fold()).isEqualTo(8);
        assertThat(thread(1)).isEqualTo("1|1|1|40|0|1|0");
        assertThat(thread(2)).isEqualTo("0|0|0|40|2|0|30");
        assertThat(thread(3)).isEqualTo("0|0|0|40|0|0|0");
        assertThat(
                        postgres.rows(
                                "select thread_id, up, down, vote_score, reply_count from post_stats where post_id = 5"))
                .containsExactly("1|0|1|6|3");
        assertThat(
                        postgres.rows(
                                "select user_id, karma_points, thread_count, post_count from member_stats order by 1"))
                .containsExactly("1|0|1|1", "2|10|0|0");
        assertThat(
                        postgres.rows(
                                "select user_id, type, points, thread_id, post_id from karma_entries order by 1"))
                .containsExactly("2|post-votes|-5|1|5");
        assertThat(
                        postgres.rows(
                                "select thread_count, post_count, last_post_at > now() - interval '1 minute' from forum_structure"))
                .containsExactly("1|1|t");
        assertThat(postgres.number("select count(*) from counter_deltas")).isZero();
    }

    @Test
    void karmaIsOneEntryForEachThingAndFold() {
        for (int i = 0; i < 5; i++) {
            append(Delta.ofThread(1, Moves.vote(0, 1)).by(1L));
        }
        folder(database).fold();
        assertThat(postgres.rows("select points, thread_id from karma_entries"))
                .containsExactly("25|1");
    }

    @Test
    void viewsAloneAreNotTold() {
        List<Change> told = new ArrayList<>();
        Changes changes = changes();
        changes.listen(told::add);
        Folder folder = new Folder(database, changes, new FoldSignals(new SimpleMeterRegistry()));
        append(Delta.ofThread(1, Moves.NONE.views(3)));
        folder.fold();
        assertThat(told).isEmpty();
        append(Delta.ofThread(1, Moves.NONE.views(3)), Delta.ofThread(2, Moves.vote(0, 1)).by(1L));
        folder.fold();
        assertThat(told)
                .containsExactly(
                        new Change.CountsMoved(java.util.Set.of(2L), java.util.Set.of(1L)));
    }

    @Test
    void moreThanOneTransactionTakesAreFoldedAtOnce() {
        postgres.execute(
                "insert into counter_deltas (thread_id, up) select 1 + n % 9, 1 from generate_series(1, 45000) n");
        assertThat(folder(database).fold()).isEqualTo(45_000);
        assertThat(postgres.number("select sum(up) from thread_stats")).isEqualTo(45_000);
    }

    @Test
    void aFoldThatIsCutOffLosesNothingAndCountsNothingTwice() throws Exception {
        append(
                Delta.ofPost(1, 5, Moves.vote(0, 1)).by(2L),
                Delta.ofThread(2, Moves.vote(0, 1)).by(1L));
        try (var held = postgres.dataSource().getConnection();
                var lock = held.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            held.setAutoCommit(false);
            lock.execute("select from thread_stats where thread_id = 2 for update");
            Future<Long> fold = threads.submit(() -> folder(database).fold());
            String waiting =
                    "from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
            while (postgres.number("select count(*) " + waiting) == 0) {
                Thread.sleep(10);
            }
            // Posts have been added by now, threads not.
            postgres.execute("select pg_terminate_backend(pid) " + waiting);
            assertThatThrownBy(fold::get).isNotNull();
            held.rollback();
        }
        assertThat(postgres.number("select count(*) from counter_deltas")).isEqualTo(2);
        assertThat(folder(database).fold()).isEqualTo(2);
        assertThat(thread(2)).isEqualTo("0|1|0|41|0|0|0");
        assertThat(postgres.rows("select vote_score from post_stats")).containsExactly("8");
    }

    @Test
    void anotherNodeLeavesTheFoldToTheOneAtIt() {
        append(Delta.ofThread(2, Moves.vote(0, 1)));
        database.transaction(
                transaction -> {
                    Counters.hold(transaction);
                    assertThat(folder(database).fold()).isZero();
                    return transaction;
                });
        assertThat(folder(database).fold()).isEqualTo(1);
    }

    @Test
    void threeNodesFoldWhatManyAppendExactlyOnce() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (Database other = TestDatabases.open(postgres);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> folders = new ArrayList<>();
            for (Database each : List.of(database, other, database)) {
                Folder folder = folder(each);
                folders.add(
                        threads.submit(
                                () -> {
                                    while (!isOver.get()) {
                                        folder.fold();
                                    }
                                }));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(
                        threads.submit(
                                () -> {
                                    for (int n = 0; n < 200; n++) {
                                        append(
                                                Delta.ofThread(1 + n % 9, Moves.vote(0, 1))
                                                        .by(1L)
                                                        .in(1),
                                                Delta.ofPost(1, 5, Moves.vote(0, -1)).by(2L));
                                    }
                                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            isOver.set(true);
            for (Future<?> folder : folders) {
                folder.get();
            }
        }
        folder(database).fold();
        assertThat(postgres.number("select sum(up) from thread_stats")).isEqualTo(800);
        assertThat(postgres.number("select down from post_stats")).isEqualTo(800);
        assertThat(
                        postgres.rows(
                                "select karma_points from member_stats union all select sum(points) from karma_entries group by user_id order by 1"))
                .containsExactly("-4000", "-4000", "4000", "4000");
    }
}
