package dev.stoa.sessions.identity.login;

import dev.stoa.platform.http.Call;
import org.jspecify.annotations.Nullable;

/** What clients call themselves, so that members can tell their login sessions apart. */
final class Clients {
    private static final int LONGEST = 200;

    private Clients() {}

    /** The request's {@code User-Agent} in printable ASCII; null for none. */
    static @Nullable String named(Call call) {
        String name = call.header("User-Agent").orElse("").replaceAll("[^\\x20-\\x7e]", "").strip();
        return name.isEmpty() ? null : name.substring(0, Math.min(LONGEST, name.length()));
    }
}
