package dev.stoa.platform.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one request, or of one run of a job. Its ids are there at once and cost next to
 * nothing; spans are made when the request has ended and is found worth keeping (sampled, failed or
 * slow), or when other code starts one during the request. The SERVER span then carries the very
 * ids that were promised.
 */
public final class RequestTrace {
    /** No trace: every id is zero and nothing is ever noted. */
    public static final RequestTrace NONE =
            new RequestTrace("", "", "", new TraceParent(0, 0, 0, false), 0, null);

    // The standard's bound; what it allows within is for those to read who wrote it.
    private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");
    private static final HexFormat HEX = HexFormat.of();
    // A request that does more than this is told by its first part.
    private static final int MOST_NOTES = 512;

    private final String method;
    private final String route;
    private final String path;
    private final TraceParent parent;
    private final long spanId;
    private final @Nullable Spans spans;
    private final long started = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Note> notes = new ArrayList<>(0);
    private @Nullable Span server;
    private @Nullable String traceId;
    private @Nullable String state;
    private int passed;
    private long epochOffset;
    private volatile boolean kept;
    private volatile boolean ended;

    private RequestTrace(
            String method,
            String route,
            String path,
            TraceParent parent,
            long spanId,
            @Nullable Spans spans) {
        this.method = method;
        this.route = route;
        this.path = path;
        this.parent = parent;
        this.spanId = spanId;
        this.spans = spans;
        this.kept = spans != null && parent.sampled();
    }

    /** A trace that goes on with {@code parent}, or begins here where it is null. */
    static RequestTrace of(
            String method,
            String route,
            String path,
            @Nullable TraceParent parent,
            double ratio,
            @Nullable Spans spans) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        TraceParent known = parent;
        if (known == null) {
            long low = random.nextLong();
            boolean sampled = spans != null && (low >>> 11) * 0x1.0p-53 < ratio;
            known = new TraceParent(random.nextLong(), low == 0 ? 1 : low, 0, sampled);
        }
        long spanId = random.nextLong();
        return new RequestTrace(method, route, path, known, spanId == 0 ? 1 : spanId, spans);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        String known = traceId;
        if (known == null) {
            known = HEX.toHexDigits(parent.high()) + HEX.toHexDigits(parent.low());
            traceId = known;
        }
        return known;
    }

    /** 16 hexadecimal digits: the id of the SERVER span. */
    public String spanId() {
        return HEX.toHexDigits(spanId);
    }

    /** The W3C header's value for answers and for requests that go on from here. */
    public String traceparent() {
        return "00-" + traceId() + "-" + spanId() + (parent.sampled() ? "-01" : "-00");
    }

    /** The same below a span of this request that will be noted with this id. */
    String traceparent(long span) {
        return "00-" + traceId() + "-" + HEX.toHexDigits(span) + (kept ? "-01" : "-00");
    }

    /** Keeps the caller's {@code tracestate} for the services this request asks in turn. */
    public void goesOnWith(@Nullable String tracestate) {
        state =
                parent.span() != 0 && tracestate != null && STATE.matcher(tracestate).matches()
                        ? tracestate
                        : null;
    }

    /** The caller's {@code tracestate}, as it came; empty for none. */
    public Optional<String> tracestate() {
        return Optional.ofNullable(state);
    }

    /** Whether there is a trace at all. */
    public boolean isReal() {
        return spanId != 0;
    }

    /** Whether the trace is, or is by now known to be, exported. */
    public boolean isKept() {
        return kept;
    }

    /** Notes something that ended now, as an INTERNAL span. */
    public void note(String name, long startedNanos) {
        note(name, startedNanos, _ -> {});
    }

    /** Notes something that ended now, as an INTERNAL span with attributes. */
    public void note(String name, long startedNanos, Consumer<Span> description) {
        if (spans != null) {
            note(SpanKind.INTERNAL, name, startedNanos, System.nanoTime(), description);
        }
    }

    /**
     * Notes something that happened on this thread, as a span below what else this thread noted
     * round it, else below the SERVER span; tens of nanoseconds.
     *
     * @param startedNanos by {@link System#nanoTime()}
     * @param endedNanos by the same clock
     * @param description sets the span's attributes, run only when the trace is kept
     */
    public void note(
            SpanKind kind,
            String name,
            long startedNanos,
            long endedNanos,
            Consumer<Span> description) {
        noted(
                new Note(
                        kind,
                        name,
                        Thread.currentThread().threadId(),
                        startedNanos,
                        endedNanos,
                        description,
                        null,
                        0));
    }

    /**
     * Takes {@code note} in. The span of a statement whose plan is on its way waits for it, the
     * request doesn't.
     */
    void noted(Note note) {
        if (spans == null || ended) {
            return;
        }
        lock.lock();
        try {
            if (notes.size() < MOST_NOTES) {
                notes.add(note);
            } else {
                passed++;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the request and decides whether its trace is kept.
     *
     * @param status as sent
     * @param failure what went wrong; null when nothing did
     * @param nanos the request took
     */
    public void end(int status, @Nullable Throwable failure, long nanos) {
        end(status, failure, nanos, nanos);
    }

    /**
     * Ends a request whose answer may last: it is slow when that began late.
     *
     * @param status as sent
     * @param failure what went wrong; null when nothing did
     * @param begunNanos until the answer began
     * @param nanos until it ended
     */
    public void end(int status, @Nullable Throwable failure, long begunNanos, long nanos) {
        if (spans == null || ended) {
            return;
        }
        lock.lock();
        try {
            ended = true;
            kept = parent.sampled() || status >= 500 || begunNanos >= spans.slowNanos();
            if (kept) {
                Span span = server();
                spans.keep(this, span, new Ending(status, failure, started + nanos));
            } else {
                spans.drop(this, 1 + notes.size());
            }
            if (passed > 0) {
                spans.passed(passed);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The SERVER span, made now if it wasn't; for code that starts spans of its own. */
    Span server() {
        if (spans == null) {
            return Span.getInvalid();
        }
        lock.lock();
        try {
            Span made = server;
            if (made == null) {
                made = spans.server(this);
                server = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** What the SERVER span's own parent is: the caller's span, or nothing. */
    Context origin() {
        if (parent.span() == 0) {
            return Context.root();
        }
        return Context.root()
                .with(
                        Span.wrap(
                                SpanContext.createFromRemoteParent(
                                        traceId(),
                                        HEX.toHexDigits(parent.span()),
                                        parent.sampled()
                                                ? TraceFlags.getSampled()
                                                : TraceFlags.getDefault(),
                                        TraceState.getDefault())));
    }

    String method() {
        return method;
    }

    /** Whether it is a job's: {@link #route()} is its name then. */
    boolean isJob() {
        return method.isEmpty();
    }

    String route() {
        return route;
    }

    String path() {
        return path;
    }

    long startedNanos() {
        return started;
    }

    boolean isEnded() {
        return ended;
    }

    /**
     * Nanoseconds since the epoch of a {@link System#nanoTime()}. The clocks are compared once a
     * trace, so that its spans stand in their true order.
     */
    long epoch(long nanoTime) {
        lock.lock();
        try {
            if (epochOffset == 0) {
                Instant now = Instant.now();
                epochOffset =
                        now.getEpochSecond() * 1_000_000_000 + now.getNano() - System.nanoTime();
            }
            return nanoTime + epochOffset;
        } finally {
            lock.unlock();
        }
    }

    /** The notes taken; only for the one who ends the trace. */
    List<Note> notes() {
        return notes;
    }

    /** How a request ended; {@code nanos} by {@link System#nanoTime()}. */
    record Ending(int status, @Nullable Throwable failure, long nanos) {}
}
