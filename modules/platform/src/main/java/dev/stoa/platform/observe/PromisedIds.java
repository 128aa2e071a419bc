package dev.stoa.platform.observe;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** Random ids, except while a span is made whose ids were promised before it. */
final class PromisedIds implements IdGenerator {
    static final PromisedIds INSTANCE = new PromisedIds();

    private static final ScopedValue<Ids> PROMISED = ScopedValue.newInstance();
    private static final IdGenerator RANDOM = IdGenerator.random();

    private PromisedIds() {}

    /** Makes a span that gets these ids. */
    static <T> T calling(String traceId, String spanId, Supplier<T> body) {
        return ScopedValue.where(PROMISED, new Ids(traceId, spanId)).call(body::get);
    }

    @Override
    public String generateSpanId() {
        return PROMISED.isBound() ? PROMISED.get().spanId() : RANDOM.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return PROMISED.isBound() ? PROMISED.get().traceId() : RANDOM.generateTraceId();
    }

    private record Ids(String traceId, String spanId) {}
}
