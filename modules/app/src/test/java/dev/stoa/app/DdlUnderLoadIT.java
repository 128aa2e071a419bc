package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.schema.Schema;
import dev.stoa.testkit.TestClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A next version's start changes tables that this version's clients read and write meanwhile. */
class DdlUnderLoadIT {
    private static final int CLIENTS = 16;

    /** What the older version did not have: a column of a busy table, and an index of another. */
    private static final String OLDER =
            """
            begin;
            set local lock_timeout = '50ms';
            alter table users drop column if exists bio;
            drop index if exists idx_threads_structure_id;
            delete from databasechangelog
             where id in ('sessions-010-users-bio', 'forum-014-idx-threads-structure-id');
            comment on table databasechangelog is null;
            commit;
            """;

    private static final String SLOW =
            "select count(*) from pg_stat_activity where state = 'active' and query like '%users, pg_sleep%' and pid <> pg_backend_pid()";

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();

    @Test
    void noClientNoticesAColumnAndAnIndexThatAreAdded() throws Exception {
        changed(1);
    }

    @Test
    @Tag("faults")
    void noClientNoticesThemTenTimesOver() throws Exception {
        changed(10);
    }

    private void changed(int times) throws Exception {
        try (DemoNode node = DemoNode.start(Map.of("cache.enabled", "false"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Schema schema = Schema.of(node.database().dataSource());
            List<Future<List<String>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(threads.submit(() -> errors(node, number)));
            }
            Future<?> slow = threads.submit(() -> slowReaders(node));
            try {
                for (int i = 0; i < times; i++) {
                    makeOlder(node);
                    assertThat(schema.pending()).hasSize(2);
                    awaitSlowReader(node);
                    schema.apply();
                }
            } finally {
                over.set(true);
            }
            slow.get();
            for (Future<List<String>> client : clients) {
                assertThat(client.get()).isEmpty();
            }
            System.out.printf(
                    "%d answers, the slowest after %d ms, while two change sets were applied %d times%n",
                    answers.get(), slowest.get(), times);
            assertThat(answers.get()).isPositive();
            assertThat(schema.pending()).isEmpty();
        }
    }

    /** Gives way as change sets do: it is not what is tried here. */
    private static void makeOlder(DemoNode node) {
        for (int i = 0; ; i++) {
            try {
                node.database().execute(OLDER);
                return;
            } catch (IllegalStateException e) {
                if (i == 1_000) {
                    throw e;
                }
            }
        }
    }

    /** Reads that need members and threads; nothing is cached. */
    private List<String> errors(DemoNode node, int client) {
        TestClient http = new TestClient(node.node().httpPort());
        List<String> errors = new ArrayList<>();
        for (int i = 0; !over.get(); i++) {
            String path =
                    switch (i % 3) {
                        case 0 ->
                                "/api/forum/threads/"
                                        + (1 + (i * CLIENTS + client) % 400)
                                        + "/posts";
                        case 1 -> "/api/forum/members/" + (1 + (i * CLIENTS + client) % 90);
                        default -> "/api/forum/threads?limit=" + (1 + (i + client) % 99);
                    };
            long begun = System.nanoTime();
            TestClient.Answer answer = http.get(path);
            slowest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
            answers.incrementAndGet();
            if (answer.status() >= 500) {
                errors.add(path + " " + answer.body());
            }
        }
        return errors;
    }

    private static void awaitSlowReader(DemoNode node) throws InterruptedException {
        while (node.database().number(SLOW) == 0) {
            Thread.sleep(10);
        }
    }

    /** Somebody's reports hold the tables for two seconds and a half each. */
    private void slowReaders(DemoNode node) {
        try (Connection connection = node.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                statement.execute("select count(*) from users, pg_sleep(2.5)");
                connection.commit();
                Thread.sleep(200);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
