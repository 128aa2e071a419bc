package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is measured of one route; made when the route is, so that recording looks nothing up. */
public final class HttpMeters {
    private static final int STATUSES = 600;

    private final String method;
    private final String route;
    private final MeterRegistry meters;
    private final LongAdder active;
    private final CountHistogram.Series statements;
    private final RoutePhases phases;
    private final RepeatedStatements repeated;
    private final Traffic traffic;
    private final @Nullable RouteTally tally;
    private final Switch monitoring;
    private final AtomicReferenceArray<Timer> plain = new AtomicReferenceArray<>(STATUSES);
    private final ConcurrentHashMap<Failed, Timer> failed = new ConcurrentHashMap<>();

    HttpMeters(String method, String route, Audience audience, HttpTotals totals) {
        this.method = method;
        this.route = route;
        this.meters = totals.meters();
        this.active = totals.active();
        this.statements = totals.statements().series(route);
        this.phases = totals.phases(route);
        this.repeated = totals.repeated();
        this.traffic = totals.traffic();
        this.tally = audience == Audience.CLIENTS ? traffic.tally(method, route) : null;
        this.monitoring = totals.monitoring();
    }

    /** Notes that a request began; {@link #record} notes its end. */
    public void begin() {
        active.increment();
    }

    /**
     * Notes the end of a request; call it after {@link RequestTrace#end}, which decides whether
     * exemplars may point at the trace.
     *
     * @param status as sent
     * @param errorType see {@link Signals#errorType}; null when nothing failed
     * @param nanos from the request's first byte read to the answer handed to the socket
     */
    public void record(int status, @Nullable String errorType, long nanos, Work work) {
        active.decrement();
        if (monitoring == Switch.OFF) {
            return;
        }
        if (tally != null) {
            tally.record(status, nanos, work);
            traffic.took(nanos);
        }
        if (status >= 500) {
            String code = errorType == null ? "" : errorType;
            traffic.failed(
                    new RecentError(
                            Instant.now(), method, route, status, code, work.trace().traceId()));
        }
        phases.record(nanos, work);
        int count = work.statementCount();
        statements.record(count);
        if (count >= RepeatedStatements.SUSPECT) {
            repeated.look(route, work.statements());
        }
        Timer timer = timer(status, errorType);
        if (work.trace().isKept() && Work.currentTrace() != work.trace()) {
            work.run(() -> timer.record(nanos, TimeUnit.NANOSECONDS));
        } else {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(int status, @Nullable String errorType) {
        int index = status >= 0 && status < STATUSES ? status : 0;
        if (errorType != null) {
            return failed.computeIfAbsent(
                    new Failed(index, errorType), key -> timerOf(key.status(), key.errorType()));
        }
        Timer timer = plain.get(index);
        if (timer == null) {
            timer = timerOf(index, "");
            plain.set(index, timer);
        }
        return timer;
    }

    private Timer timerOf(int status, String errorType) {
        return Timer.builder("http.server.request.duration")
                .description("Requests, from the first byte read to the answer sent")
                .tags("method", method, "route", route)
                .tags("status", Integer.toString(status), "error_type", errorType)
                .register(meters);
    }

    private record Failed(int status, String errorType) {}
}
