package dev.stoa.sessions.ledger;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import java.util.List;

/** The ledger and balances on one node. */
public final class Ledger implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of();

    public Ledger(Platform platform) {}

    @Override
    public String name() {
        return "sessions";
    }
}
