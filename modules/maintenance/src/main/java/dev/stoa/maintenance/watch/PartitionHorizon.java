package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.size.SizeSample;
import dev.stoa.maintenance.size.SizeSample.Horizon;
import dev.stoa.maintenance.size.Sizes;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Finds tables, partitioned by time, whose partitions end soon: later than that their rows are
 * refused. Soon is within the length of one partition, at least a day.
 */
final class PartitionHorizon implements Examiner {
    static final String KIND = "partition-horizon";

    private static final Duration LEAST = Duration.ofDays(1);

    private final Sizes sizes;

    PartitionHorizon(Sizes sizes) {
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
        SizeSample sample = sizes.sample();
        return sample.horizons().stream()
                .filter(each -> left(each, sample).compareTo(needed(each)) < 0)
                .map(each -> finding(each, left(each, sample)))
                .toList();
    }

    private static Duration left(Horizon horizon, SizeSample sample) {
        return Duration.between(sample.at(), horizon.end());
    }

    private static Duration needed(Horizon horizon) {
        Duration length = Duration.ofSeconds(horizon.lastSeconds());
        return length.compareTo(LEAST) > 0 ? length : LEAST;
    }

    private static Finding finding(Horizon horizon, Duration left) {
        String when =
                left.isNegative()
                        ? "took no rows any more from %s on".formatted(horizon.end())
                        : "takes rows for %d hours more, until %s"
                                .formatted(left.toHours(), horizon.end());
        return new Finding(
                KIND,
                horizon.table(),
                horizon.table() + " " + when + ".",
                "See why the job that makes its partitions does not run (./stoa jobs list), and have it"
                        + " run at once.",
                1,
                Evidence.of(
                        json -> {
                            json.writeStringField("end", horizon.end().toString());
                            json.writeNumberField("hoursLeft", left.toHours());
                        }));
    }
}
