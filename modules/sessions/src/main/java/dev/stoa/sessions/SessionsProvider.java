package dev.stoa.sessions;

import dev.stoa.platform.DemoData;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.sessions.demo.DemoPeers;
import java.util.Optional;

/** Brings identity. */
public final class SessionsProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public SessionsProvider() {}

    @Override
    public Optional<DemoData> demo() {
        return Optional.of(new DemoPeers());
    }

    @Override
    public Feature create(Platform platform) {
        return new SessionsFeature();
    }
}
