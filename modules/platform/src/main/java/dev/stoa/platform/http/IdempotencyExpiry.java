package dev.stoa.platform.http;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;

/** Deletes the answers that no repeated request is given any more. */
public final class IdempotencyExpiry {
    static final Statement EXPIRE =
            Statement.of(
                    "platform.idempotency.expire",
                    Budget.ms(500),
                    """
                    delete from idempotency_keys
                     where (viewer, route, key) in
                           (select k.viewer, k.route, k.key from idempotency_keys k
                             where k.expires_at < now() order by k.expires_at limit 1000)
                    """);
    private static final int BATCH = 1000;

    private IdempotencyExpiry() {}

    /** A thousand a transaction, every five minutes. */
    public static Job job() {
        return Job.of(
                "platform.idempotency.expire",
                Schedule.every(Duration.ofMinutes(5)),
                run -> run.batches("deleted", BATCH, in -> in.execute(EXPIRE)));
    }
}
