package dev.stoa.platform.flag;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flag as the database has it.
 *
 * @param isOn how it is
 * @param version raised each time it is set, 0 while nobody has
 * @param changedAt when it was set last, null while nobody has
 */
public record FlagState(Flag flag, boolean isOn, int version, @Nullable Instant changedAt) {
    static FlagState unset(Flag flag) {
        return new FlagState(flag, flag.fallback(), 0, null);
    }
}
