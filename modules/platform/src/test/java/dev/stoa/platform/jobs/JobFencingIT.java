package dev.stoa.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A holder that is taken for dead and wakes up has no effect any more. */
class JobFencingIT {
    private static final String NAME = "test.books.close";
    private static final Statement EFFECT =
            Statement.of(
                    "test.effects.add", Budget.ms(10), "insert into effects (run) values (:run)");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);
    private TestDatabase database;

    @BeforeEach
    void make() {
        database = TestPostgres.fresh();
        Schema.of(database.dataSource()).apply();
        database.execute("create table effects (run bigint not null)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Job job(JobBody body) {
        return new Job(
                NAME,
                new Schedule.Every(Duration.ofHours(1), Duration.ZERO),
                Duration.ofSeconds(20),
                body);
    }

    private static Long effect(Transaction transaction, JobRun run) {
        return transaction.execute(EFFECT, run.id());
    }

    private void freeze() throws InterruptedException {
        begun.countDown();
        if (!woken.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody woke the holder");
        }
    }

    private void awaitSuccessor() throws InterruptedException {
        Eventually.holds(
                "the successor had its effect",
                () -> database.number("select count(*) from effects") == 1);
    }

    private void assertOneEffect(JobNode frozen) throws InterruptedException {
        Eventually.holds(
                "the woken holder noticed",
                () ->
                        frozen.metric("stoa_job_runs_total{job=\"" + NAME + "\",status=\"lost\"")
                                == 1);
        assertThat(database.rows("select node, status from job_runs order by id"))
                .containsExactly("frozen|lost", "successor|succeeded");
        assertThat(database.rows("select r.node from effects e join job_runs r on r.id = e.run"))
                .containsExactly("successor");
    }

    @Test
    void aHolderFrozenBeforeItsTransactionDoesNothingWhenItWakes() throws Exception {
        Job frozenJob =
                job(
                        run -> {
                            freeze();
                            run.transaction(transaction -> effect(transaction, run));
                        });
        Job job = job(run -> run.transaction(transaction -> effect(transaction, run)));
        try (JobNode frozen = JobNode.silent("frozen", database, frozenJob)) {
            begun.await();
            try (JobNode _ = JobNode.alive("successor", database, job)) {
                awaitSuccessor();
                woken.countDown();
                assertOneEffect(frozen);
            }
        }
    }

    @Test
    void aHolderFrozenInItsTransactionDoesNotCommitWhenItWakes() throws Exception {
        Job frozenJob =
                job(
                        run ->
                                run.transaction(
                                        transaction -> {
                                            Long rows = effect(transaction, run);
                                            freeze();
                                            return rows;
                                        }));
        Job job = job(run -> run.transaction(transaction -> effect(transaction, run)));
        try (JobNode frozen = JobNode.silent("frozen", database, frozenJob)) {
            begun.await();
            try (JobNode _ = JobNode.alive("successor", database, job)) {
                awaitSuccessor();
                woken.countDown();
                assertOneEffect(frozen);
            }
        }
    }

    @Test
    void aHolderThatCommitsCanNotBeOvertakenInBetween() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        Job slow =
                job(
                        run ->
                                run.transaction(
                                        transaction -> {
                                            Long rows = effect(transaction, run);
                                            // What the run itself does as the last thing.
                                            new Fence(NAME, "frozen", 2).lock(transaction);
                                            locked.countDown();
                                            freeze();
                                            return rows;
                                        }));
        Job job = job(run -> run.transaction(transaction -> effect(transaction, run)));
        try (JobNode _ = JobNode.silent("frozen", database, slow)) {
            locked.await();
            try (JobNode _ = JobNode.alive("successor", database, job)) {
                Thread.sleep(1_500);
                assertThat(database.number("select count(*) from job_runs")).isEqualTo(1);
                woken.countDown();
                Eventually.holds(
                        "the holder's commit stands",
                        () -> database.number("select count(*) from effects") >= 1);
            }
        }
        assertThat(
                        database.rows(
                                "select r.node from effects e join job_runs r on r.id = e.run order by e.run limit 1"))
                .containsExactly("frozen");
    }
}
