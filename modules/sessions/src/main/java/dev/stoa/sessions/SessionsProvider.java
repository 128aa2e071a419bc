package dev.stoa.sessions;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;

/** Brings identity. */
public final class SessionsProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public SessionsProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new SessionsFeature();
    }
}
