package dev.stoa.platform.cache;

import dev.stoa.platform.Work;
import dev.stoa.platform.observe.RequestTrace;
import dev.stoa.platform.observe.Signals;
import io.opentelemetry.api.trace.Span;
import java.util.function.Consumer;

/** Tells the current request's trace of reads and writes of one cache. */
final class CacheNotes {
    private final Consumer<Span> hit;
    private final Consumer<Span> stale;
    private final Consumer<Span> miss;
    private final Consumer<Span> joined;
    private final Consumer<Span> written;

    CacheNotes(String cache) {
        this.hit = result(cache, "hit");
        this.stale = result(cache, "stale");
        this.miss = result(cache, "miss");
        this.joined = result(cache, "joined");
        this.written = span -> span.setAttribute(Signals.CACHE_NAME, cache);
    }

    private static Consumer<Span> result(String cache, String result) {
        return span -> {
            span.setAttribute(Signals.CACHE_NAME, cache);
            span.setAttribute(Signals.CACHE_RESULT, result);
        };
    }

    /**
     * A hit in memory. Only a trace that is sampled hears of it: others are kept for being slow or
     * failed, which a hit is no part of.
     */
    void hit(long began) {
        sampled(began, hit);
    }

    /** An older answer from memory. */
    void stale(long began) {
        sampled(began, stale);
    }

    private static void sampled(long began, Consumer<Span> description) {
        RequestTrace trace = Work.currentTrace();
        if (trace.isKept()) {
            trace.note("cache get", began, description);
        }
    }

    /** A look beyond memory, into Redis where there is one. */
    void looked(long began, boolean found) {
        Work.currentTrace().note("cache get", began, found ? hit : miss);
    }

    /** A wait for somebody else's load. */
    void joined(long began) {
        Work.currentTrace().note("cache get", began, joined);
    }

    /** A value put into memory and on its way to Redis. */
    void put(long began) {
        Work.currentTrace().note("cache put", began, written);
    }
}
