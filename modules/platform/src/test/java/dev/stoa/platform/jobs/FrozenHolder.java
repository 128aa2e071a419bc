package dev.stoa.platform.jobs;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;

/** A process that runs one job, slowly, until it is killed; it says when it is within. */
final class FrozenHolder {
    static final String NAME = "test.books.close";
    static final Statement EFFECT =
            Statement.of(
                    "test.effects.add", Budget.ms(10), "insert into effects (run) values (:run)");

    private FrozenHolder() {}

    /** One that tells 10 times a second that it is alive. */
    public static void main(String[] arguments) throws Exception {
        Job job =
                job(
                        run ->
                                run.transaction(
                                        in -> {
                                            long rows = in.execute(EFFECT, run.id());
                                            System.out.println("within");
                                            Thread.sleep(2_000);
                                            return rows;
                                        }));
        try (JobNode _ = JobNode.alive("frozen", arguments[0], job)) {
            Thread.sleep(Duration.ofMinutes(2));
        }
    }

    static Job job(JobBody body) {
        return new Job(
                NAME,
                new Schedule.Every(Duration.ofHours(1), Duration.ZERO),
                Duration.ofSeconds(60),
                body);
    }
}
