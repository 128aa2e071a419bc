package dev.stoa.maintenance;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;

/** Brings health, metrics and operations. */
public final class MaintenanceProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public MaintenanceProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new MaintenanceFeature(platform);
    }
}
