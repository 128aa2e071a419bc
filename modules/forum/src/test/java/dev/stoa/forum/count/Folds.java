package dev.stoa.forum.count;

import dev.stoa.forum.change.Changes;
import dev.stoa.platform.Platform;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Folds when a test wants it, beside what the node does for itself. */
public final class Folds {
    private Folds() {}

    /** Folds until nothing waits that was committed before. */
    public static void all(Platform platform) throws InterruptedException {
        Folder folder =
                new Folder(
                        platform.database(),
                        new Changes(platform.caches()),
                        new FoldSignals(new SimpleMeterRegistry()));
        while (waiting(platform) > 0) {
            folder.fold();
            Thread.sleep(1);
        }
    }

    private static long waiting(Platform platform) {
        return platform.database().transaction(in -> new FoldStore(in).look()).deltas();
    }
}
