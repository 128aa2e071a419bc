package dev.stoa.telemetry;

import dev.stoa.platform.CompositeFeature;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import java.util.List;

/** Brings telemetry. */
public final class TelemetryProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public TelemetryProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new CompositeFeature("telemetry", List.of());
    }
}
