package dev.stoa.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.schema.Schema;
import dev.stoa.testkit.Frozen;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that holds a job is stopped by SIGSTOP past its lease, and goes on afterwards. */
@Tag("faults")
class JobFreezeIT {
    @Test
    void aProcessFrozenInItsTransactionHasNoEffectBesideItsSuccessors() throws Exception {
        try (TestDatabase database = TestPostgres.fresh()) {
            Schema.of(database.dataSource()).apply();
            database.execute("create table effects (run bigint not null)");
            Process holder = holder(database);
            try (BufferedReader said = holder.inputReader()) {
                for (String line = said.readLine(); !"within".equals(line); ) {
                    assertThat(line).as("the holder ended").isNotNull();
                    line = said.readLine();
                }
                Frozen frozen = Frozen.process(holder.pid());
                Job job =
                        FrozenHolder.job(
                                run ->
                                        run.transaction(
                                                in -> in.execute(FrozenHolder.EFFECT, run.id())));
                try (JobNode _ = JobNode.alive("successor", database, job)) {
                    Eventually.holds(
                            "the successor had its effect",
                            () -> database.number("select count(*) from effects") == 1);
                    frozen.close();
                    // It wakes within its transaction, and would commit two seconds later.
                    Thread.sleep(4_000);
                }
                assertThat(holder.isAlive()).isTrue();
            } finally {
                holder.destroyForcibly();
            }
            assertThat(database.rows("select node, status from job_runs order by id"))
                    .containsExactly("frozen|lost", "successor|succeeded");
            assertThat(
                            database.rows(
                                    "select r.node from effects e join job_runs r on r.id = e.run"))
                    .containsExactly("successor");
        }
    }

    private static Process holder(TestDatabase database) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FrozenHolder.class.getName(),
                        database.jdbcUrl())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
