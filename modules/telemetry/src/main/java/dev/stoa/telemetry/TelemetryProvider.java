package dev.stoa.telemetry;

import dev.stoa.platform.CompositeFeature;
import dev.stoa.platform.DemoData;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.flag.Flag;
import dev.stoa.telemetry.count.CountPart;
import dev.stoa.telemetry.demo.DemoEvents;
import dev.stoa.telemetry.erase.ErasePart;
import dev.stoa.telemetry.event.Addresses;
import dev.stoa.telemetry.event.BatchReader;
import dev.stoa.telemetry.ingest.IngestPart;
import dev.stoa.telemetry.list.ListPart;
import dev.stoa.telemetry.live.TailPart;
import dev.stoa.telemetry.month.MonthPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings telemetry. */
public final class TelemetryProvider implements FeatureProvider {
    static final Setting<String> KEY =
            Setting.derivedSecret(
                    "telemetry-key",
                    "Hashes addresses of telemetry events; beside database.url it is derived from"
                            + " cursor-key where it is not set.");
    static final Setting<Boolean> HASHED =
            Setting.flag(
                    "telemetry.hash-addresses",
                    false,
                    "Whether addresses of telemetry events are stored hashed.");

    /** For ServiceLoader. */
    public TelemetryProvider() {}

    @Override
    public List<Setting<?>> settings() {
        return Stream.of(
                        List.<Setting<?>>of(KEY, HASHED),
                        MonthPart.SETTINGS,
                        IngestPart.SETTINGS,
                        CountPart.SETTINGS,
                        TailPart.SETTINGS)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Flag> flags() {
        return List.of(IngestPart.TOGETHER);
    }

    @Override
    public Optional<DemoData> demo() {
        return Optional.of(new DemoEvents());
    }

    @Override
    public Feature create(Platform platform) {
        Addresses addresses =
                new Addresses(
                        platform.secret(KEY),
                        platform.settings().get(HASHED)
                                ? Addresses.Form.HASHED
                                : Addresses.Form.PLAIN);
        MonthPart months = new MonthPart(platform);
        CountPart counts = new CountPart(platform, months.months());
        TailPart tail = new TailPart(platform);
        BatchReader reader =
                new BatchReader(
                        months.months(), counts.known()::gate, addresses, counts.dimension());
        return new CompositeFeature(
                "telemetry",
                List.of(
                        months,
                        counts,
                        tail,
                        new IngestPart(platform, months.months(), reader, tail::tell),
                        new ListPart(platform, addresses),
                        new ErasePart(platform, addresses, counts.dimension())));
    }
}
