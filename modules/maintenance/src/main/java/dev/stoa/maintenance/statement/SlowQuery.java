package dev.stoa.maintenance.statement;

import dev.stoa.platform.observe.SlowRun;
import dev.stoa.platform.sql.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A slow run of a statement, without its arguments.
 *
 * @param traceId empty outside of requests and jobs
 * @param route or job; empty for neither
 * @param level highest step of the slow ladder
 * @param errorType null when it went well
 * @param taking the plan on its way; null where none is taken
 */
record SlowQuery(
        Instant at,
        String statement,
        String route,
        String traceId,
        double millis,
        long rows,
        String level,
        @Nullable String errorType,
        @Nullable CompletableFuture<Plan> taking) {
    static SlowQuery of(SlowRun run, @Nullable CompletableFuture<Plan> taking) {
        return new SlowQuery(
                run.at(),
                run.statement().name(),
                run.route(),
                run.traceId(),
                run.nanos() / 1e6,
                run.rows(),
                run.level(),
                run.errorType(),
                taking);
    }

    /** The plan, where it was taken and is there. */
    Optional<Plan> plan() {
        return taking == null || !taking.isDone() || taking.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.of(taking.join());
    }

    /** Whether a plan may still come. */
    boolean isWaiting() {
        return taking != null && !taking.isDone();
    }
}
