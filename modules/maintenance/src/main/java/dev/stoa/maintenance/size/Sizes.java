package dev.stoa.maintenance.size;

import dev.stoa.maintenance.size.SizeSample.TableSize;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Work;
import dev.stoa.platform.config.Setting;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Samples sizes now and then, as a part of maintenance: a scrape and a report read the last sample
 * and ask the database nothing.
 */
public final class Sizes implements Feature {
    public static final Setting<Duration> INTERVAL =
            Setting.duration(
                    "maintenance.size-interval",
                    "5m",
                    "How often each node looks at the sizes of tables.");

    private static final System.Logger LOG = System.getLogger(Sizes.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final Platform platform;
    private final SizeStore store;
    private final MultiGauge tables;
    private final MultiGauge dead;
    private final MultiGauge headroom;
    private volatile @Nullable SizeSample last;

    public Sizes(Platform platform) {
        this.platform = platform;
        this.store = new SizeStore(platform.upkeep(), platform.clock());
        this.tables =
                MultiGauge.builder("stoa.table")
                        .baseUnit("bytes")
                        .description("Bytes of a table with its indexes and partitions, sampled")
                        .register(platform.observability().meters());
        this.dead =
                MultiGauge.builder("stoa.table.dead.ratio")
                        .description("Share of a table's rows that are dead, sampled")
                        .register(platform.observability().meters());
        this.headroom =
                MultiGauge.builder("stoa.id.headroom.ratio")
                        .description("Share of a table's ids that is left, sampled")
                        .register(platform.observability().meters());
    }

    @Override
    public String name() {
        return "size";
    }

    @Override
    public void start() {
        Thread.ofVirtual()
                .name("stoa-first-sizes")
                .start(() -> Work.within("maintenance.sizes", FIRST).run(this::first));
        platform.timers()
                .every(platform.settings().get(INTERVAL), "maintenance.sizes", this::sample);
    }

    private void first() {
        try {
            sample();
        } catch (Failure failure) {
            LOG.log(System.Logger.Level.WARNING, "No sizes yet: {0}", failure.detail());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The node ended before its first sizes", e);
        }
    }

    /** Looks now; four statements. */
    public SizeSample sample() {
        SizeSample sample = store.sample();
        tables.register(rows(sample, TableSize::bytes), true);
        dead.register(rows(sample, TableSize::deadRatio), true);
        headroom.register(
                sample.ids().stream()
                        .map(
                                each ->
                                        MultiGauge.Row.of(
                                                Tags.of("table", each.table()), each.headroom()))
                        .toList(),
                true);
        last = sample;
        return sample;
    }

    private static List<MultiGauge.Row<?>> rows(
            SizeSample sample, ToDoubleFunction<TableSize> figure) {
        return sample.tables().stream()
                .<MultiGauge.Row<?>>map(
                        each ->
                                MultiGauge.Row.of(
                                        Tags.of("table", each.table()), figure.applyAsDouble(each)))
                .toList();
    }

    /** What was seen last; empty before the first look. */
    public Optional<SizeSample> last() {
        return Optional.ofNullable(last);
    }

    /** Its settings. */
    public static List<Setting<?>> settings() {
        return List.of(INTERVAL);
    }
}
