package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;

/** Finds out who asks, by the credentials of a request; asked only where there are some. */
@FunctionalInterface
public interface ViewerSource {
    /** For a node without a feature that knows members' credentials: none is right. */
    ViewerSource NONE =
            (scheme, credential) -> {
                throw new Failure.Unauthenticated("The credential is not known here.");
            };

    /**
     * The viewer behind a credential.
     *
     * @param scheme {@code bearer} or {@code api-key}
     * @param credential the header's value without the scheme; a secret
     * @throws Failure.Unauthenticated when it is not right
     */
    Viewer viewer(String scheme, String credential);
}
