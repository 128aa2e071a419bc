package dev.stoa.sessions;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.ViewerSource;
import java.util.Optional;

/** Identity on one node. No credential can be issued yet, so none is right. */
final class SessionsFeature implements Feature {
    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Optional<ViewerSource> viewers() {
        return Optional.of(SessionsFeature::viewer);
    }

    private static Viewer viewer(String scheme, String credential) {
        throw new Failure.Unauthenticated(
                scheme.equals("api-key")
                        ? "The API key is not known here."
                        : "The bearer token is not known here.");
    }
}
