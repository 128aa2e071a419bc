package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.size.SizeSample.IdReach;
import dev.stoa.maintenance.size.Sizes;
import java.util.List;
import java.util.Set;

/** Finds tables that will run out of ids. */
final class IdHeadroom implements Examiner {
    static final String KIND = "id-headroom";

    static final double LEAST = 0.2;

    private final Sizes sizes;

    IdHeadroom(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Cadence cadence() {
        return Cadence.QUARTER_HOUR;
    }

    @Override
    public List<Finding> examine() {
        return sizes.sample().ids().stream()
                .filter(each -> each.headroom() < LEAST)
                .map(IdHeadroom::finding)
                .toList();
    }

    private static Finding finding(IdReach ids) {
        return new Finding(
                KIND,
                ids.table(),
                "%s.%s has come to %d of %d: %s are left."
                        .formatted(
                                ids.table(),
                                ids.column(),
                                ids.last(),
                                ids.most(),
                                Words.percent(ids.headroom())),
                "Make the column a bigint, with its sequence and what refers to it.",
                1,
                Evidence.of(
                        json -> {
                            json.writeStringField("column", ids.column());
                            json.writeNumberField("last", ids.last());
                            json.writeNumberField("most", ids.most());
                        }));
    }
}
