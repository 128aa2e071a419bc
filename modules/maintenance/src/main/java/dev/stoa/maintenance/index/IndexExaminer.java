package dev.stoa.maintenance.index;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Looks at indexes and tables. Scans are told of the time since a look before that is {@link #LATE}
 * old at least: a look that somebody asked for between does not end what was found of them.
 */
final class IndexExaminer implements Examiner {
    private static final Duration LATE = Duration.ofMinutes(10);

    /** Less sure advice is for those who ask for it. */
    private static final double LEAST = 0.4;

    private final IndexStore store;
    private final IndexAnalysis analysis;
    private final AtomicReference<Looks> looks = new AtomicReference<>(new Looks(null, null, 0));

    /**
     * Looks before.
     *
     * @param base that scans are told since
     * @param next base, from {@code at} nanos on
     */
    private record Looks(@Nullable IndexLook base, @Nullable IndexLook next, long at) {
        @Nullable IndexLook earlier() {
            return base == null ? next : base;
        }
    }

    IndexExaminer(IndexStore store, IndexAnalysis analysis) {
        this.store = store;
        this.analysis = analysis;
    }

    @Override
    public Set<String> kinds() {
        return IndexAnalysis.KINDS;
    }

    @Override
    public Cadence cadence() {
        return Cadence.QUARTER_HOUR;
    }

    @Override
    public List<Finding> examine() {
        IndexLook look = store.look();
        List<Advice> advice = analysis.advice(look, Optional.ofNullable(base(look)));
        return advice.stream()
                .filter(each -> each.confidence() >= LEAST)
                .map(IndexExaminer::finding)
                .toList();
    }

    private @Nullable IndexLook base(IndexLook look) {
        long now = System.nanoTime();
        return looks.updateAndGet(
                        known ->
                                known.next() != null && now - known.at() < LATE.toNanos()
                                        ? known
                                        : new Looks(known.next(), look, now))
                .earlier();
    }

    /** What there is to do now, scans since an earlier look among it. */
    List<Advice> advice() {
        return advice(store.look());
    }

    List<Advice> advice(IndexLook look) {
        return analysis.advice(look, Optional.ofNullable(looks.get().earlier()));
    }

    private static Finding finding(Advice advice) {
        return new Finding(
                advice.kind(),
                advice.subject(),
                advice.summary(),
                advice.advice(),
                advice.confidence(),
                new String(
                        Json.bytes(
                                json -> {
                                    json.writeStartObject();
                                    json.writeStringField("table", advice.table());
                                    json.writeNumberField("bytes", advice.bytes());
                                    if (advice.isApplicable()) {
                                        json.writeStringField("adviceId", advice.id());
                                        json.writeStringField("ddl", advice.ddl());
                                    }
                                    json.writeEndObject();
                                }),
                        StandardCharsets.UTF_8));
    }
}
