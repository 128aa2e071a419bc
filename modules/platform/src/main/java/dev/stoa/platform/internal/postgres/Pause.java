package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;

/** A short sleep between two looks. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(
                    CannotStart.Reason.DATABASE, "Interrupted while waiting for PostgreSQL", e);
        }
    }
}
