package dev.stoa.maintenance.index;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Looks at indexes and tables; scans are told of the time since its look before. */
final class IndexExaminer implements Examiner {
    private final IndexStore store;
    private final IndexAnalysis analysis;
    private final AtomicReference<@Nullable IndexLook> before = new AtomicReference<>();

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
        IndexLook earlier = before.getAndSet(look);
        return analysis.advice(look, Optional.ofNullable(earlier)).stream()
                .map(IndexExaminer::finding)
                .toList();
    }

    /** What there is to do now, scans since the examiner's last look among it. */
    List<Advice> advice() {
        return advice(store.look());
    }

    List<Advice> advice(IndexLook look) {
        return analysis.advice(look, Optional.ofNullable(before.get()));
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
