package dev.stoa.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Failure;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobSchedulerIT {
    private static final String NAME = "test.books.close";
    private static final Schedule OFTEN = new Schedule.Every(Duration.ofMillis(20), Duration.ZERO);
    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1));
    private static final Statement SLEEP =
            Statement.of(
                    "test.books.sleep",
                    Budget.seconds(60),
                    "select 1 from (select pg_sleep(60)) s");

    private TestDatabase data;
    private Database database;
    private Jobs jobs;

    @BeforeEach
    void make() {
        data = TestPostgres.fresh();
        Schema.of(data.dataSource()).apply();
        database = Database.forCommand(JobNode.address(data));
        jobs = Jobs.on(database);
    }

    @AfterEach
    void drop() {
        database.close();
        data.close();
    }

    private long ended() {
        return data.number("select count(*) from job_runs where status <> 'running'");
    }

    private void awaitRuns(int count) throws InterruptedException {
        Eventually.holds(count + " runs ended", () -> ended() >= count);
    }

    @Test
    void oneNodeOfThreeRunsAJobAtATime() throws Exception {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Job job =
                Job.of(
                        NAME,
                        OFTEN,
                        _ -> {
                            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                            Thread.sleep(20);
                            atWork.decrementAndGet();
                        });
        try (JobNode _ = JobNode.alive("a", data, job);
                JobNode _ = JobNode.alive("b", data, job);
                JobNode _ = JobNode.alive("c", data, job)) {
            awaitRuns(25);
        }
        assertThat(most).hasValue(1);
        assertThat(data.rows("select distinct status from job_runs")).containsExactly("succeeded");
    }

    @Test
    void aRunIsToldOfWithWhatItCounted() throws Exception {
        Job job =
                Job.of(
                        NAME,
                        HOURLY,
                        run -> {
                            run.count("deleted", 2);
                            run.count("deleted", 3);
                        });
        try (JobNode node = JobNode.alive("a", data, job)) {
            awaitRuns(1);
            assertThat(node.metric("stoa_job_runs_total{job=\"" + NAME + "\",status=\"succeeded\""))
                    .isEqualTo(1);
        }
        JobState state = jobs.find(NAME).orElseThrow();
        assertThat(state.schedule()).isEqualTo("every 1h");
        assertThat(state.lastSuccessAt()).isNotNull();
        assertThat(state.lastRun())
                .satisfies(
                        run -> {
                            assertThat(run.details()).isEqualTo("{\"deleted\": 5}");
                            assertThat(run.node()).isEqualTo("a");
                            assertThat(run.trigger()).isEqualTo("schedule");
                        });
    }

    @Test
    void aFailedRunIsToldOfAndTriedAgainWithinItsSchedule() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Job job =
                Job.of(
                        NAME,
                        OFTEN,
                        _ -> {
                            if (runs.incrementAndGet() == 1) {
                                throw new Failure.NotFound("The books are gone.");
                            }
                        });
        try (JobNode _ = JobNode.alive("a", data, job)) {
            awaitRuns(2);
        }
        assertThat(data.rows("select status, error from job_runs order by id limit 2"))
                .containsExactly("failed|not-found: The books are gone.", "succeeded|null");
    }

    @Test
    void aRunBeyondItsLimitIsCutOffAndFails() throws Exception {
        Job job =
                new Job(
                        NAME,
                        HOURLY,
                        Duration.ofMillis(300),
                        run -> run.transaction(transaction -> transaction.list(SLEEP, row -> row)));
        try (JobNode _ = JobNode.alive("a", data, job)) {
            awaitRuns(1);
        }
        assertThat(data.rows("select status, split_part(error, ':', 1) from job_runs"))
                .containsExactly("failed|deadline-exceeded");
    }

    @Test
    void aJobThatIsAskedForRunsAtOnceAndOnlyOnce() throws Exception {
        Job job = Job.of(NAME, Schedule.daily(LocalTime.MIDNIGHT), _ -> {});
        try (JobNode _ = JobNode.alive("a", data, job)) {
            Eventually.holds("the job is known", () -> jobs.find(NAME).isPresent());
            assertThat(jobs.request("test.books.open")).isFalse();
            assertThat(jobs.request(NAME)).isTrue();
            awaitRuns(1);
            Thread.sleep(300);
        }
        assertThat(jobs.runs(NAME)).extracting(JobRecord::trigger).containsExactly("manual");
    }

    @Test
    void aJobThatIsAtWorkCanNotBeAskedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Job job =
                Job.of(
                        NAME,
                        HOURLY,
                        _ -> {
                            begun.countDown();
                            free.await();
                        });
        try (JobNode _ = JobNode.alive("a", data, job)) {
            begun.await();
            assertThat(jobs.request(NAME)).isFalse();
            assertThat(jobs.find(NAME).orElseThrow().isRunning()).isTrue();
            free.countDown();
            awaitRuns(1);
        }
    }

    @Test
    void anEndingNodeLetsItsRunComeToItsEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Job job =
                Job.of(
                        NAME,
                        HOURLY,
                        _ -> {
                            begun.countDown();
                            Thread.sleep(500);
                        });
        try (JobNode _ = JobNode.alive("a", data, job)) {
            begun.await();
        }
        assertThat(data.rows("select status from job_runs")).containsExactly("succeeded");
        assertThat(data.rows("select picked from scheduled_tasks")).containsExactly("f");
    }

    @Test
    void aChangedScheduleHoldsFromTheNextStart() throws Exception {
        try (JobNode _ =
                JobNode.alive(
                        "a",
                        data,
                        Job.of(NAME, new Schedule.Cron("0 0 3 1 1 *", Duration.ZERO), _ -> {}))) {
            Eventually.holds("the job is known", () -> jobs.find(NAME).isPresent());
        }
        try (JobNode _ = JobNode.alive("a", data, Job.of(NAME, HOURLY, _ -> {}))) {
            awaitRuns(1);
        }
        assertThat(jobs.find(NAME).orElseThrow().schedule()).isEqualTo("every 1h");
    }

    @Test
    void theHistoryKeepsAThousandRunsOfAJobAndThirtyDays() throws Exception {
        data.execute(
                """
                insert into job_runs (job, node, trigger, status, started_at)
                select 'test.books.close', 'a', 'schedule', 'succeeded', now() - make_interval(mins => n)
                  from generate_series(1, 1005) n;
                insert into job_runs (job, node, trigger, status, started_at)
                values ('test.books.open', 'a', 'schedule', 'succeeded', now() - interval '31 days'),
                       ('test.books.open', 'a', 'schedule', 'succeeded', now() - interval '29 days')
                """);
        try (JobNode _ = JobNode.alive("a", data, JobScheduler.trim())) {
            awaitRuns(1008 - 6);
            Eventually.holds(
                    "the trimming ended",
                    () ->
                            jobs.runs("platform.job-runs.trim").stream()
                                    .anyMatch(run -> run.status() == JobStatus.SUCCEEDED));
        }
        assertThat(data.rows("select job, count(*) from job_runs group by job order by job"))
                .containsExactly(
                        "platform.job-runs.trim|1", "test.books.close|1000", "test.books.open|1");
    }
}
