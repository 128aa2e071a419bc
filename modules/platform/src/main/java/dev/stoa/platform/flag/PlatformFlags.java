package dev.stoa.platform.flag;

import java.util.List;

/** The flags of the platform itself. */
public final class PlatformFlags {
    public static final Flag EARLY_REFRESH =
            Flag.on(
                    "cache.early-refresh",
                    "Cached answers are loaded anew shortly before they expire; off, the first to ask"
                            + " after that waits for the load.");

    /** All of them. */
    public static final List<Flag> ALL = List.of(EARLY_REFRESH);

    private PlatformFlags() {}
}
