package dev.stoa.sessions.identity.login;

import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.sessions.sign.SignInRefused;
import dev.stoa.sessions.sign.Site;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What signing in and its tokens go by. */
public final class LoginSettings {
    static final Setting<String> URI_SIGNED =
            new Setting<>(
                    "sessions.sign-in.uri",
                    "an address that begins with http:// or https://",
                    "http://localhost:8080",
                    "Address that members see when they sign in, in the text they sign. Never taken from a"
                            + " request: a page that relays signatures could name itself.",
                    LoginSettings::origin);
    static final Setting<String> DOMAIN =
            Setting.text(
                    "sessions.sign-in.domain",
                    "",
                    "Domain in the text that members sign; empty takes host and port of sessions.sign-in.uri.");
    static final Setting<String> CHAINS =
            new Setting<>(
                    "sessions.sign-in.chains",
                    "chain ids with commas between, or nothing",
                    "",
                    "Chains whose members may sign in, e.g. 1,137; empty allows any.",
                    text -> {
                        chains(text);
                        return text;
                    });
    static final Setting<Duration> NONCE_LIFE =
            Setting.duration(
                    "sessions.sign-in.nonce-life", "5m", "How long a nonce can be signed in with.");
    static final Setting<Duration> TOKEN_LIFE =
            Setting.duration("sessions.login.token-life", "1h", "How long a bearer token serves.");
    static final Setting<Duration> REFRESH_LIFE =
            Setting.duration(
                    "sessions.login.refresh-life",
                    "30d",
                    "How long after its last refresh a login session can be refreshed again.");

    public static final List<Setting<?>> ALL =
            List.of(URI_SIGNED, DOMAIN, CHAINS, NONCE_LIFE, TOKEN_LIFE, REFRESH_LIFE);

    private LoginSettings() {}

    /** Where members sign in to. */
    static Site site(Settings settings) {
        URI uri = URI.create(settings.get(URI_SIGNED));
        String domain = settings.get(DOMAIN);
        return new Site(
                uri.getScheme(), domain.isEmpty() ? uri.getAuthority() : domain, uri.toString());
    }

    private static String origin(String text) {
        URI uri = URI.create(text.strip());
        if (uri.getAuthority() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(text);
        }
        try {
            var _ = new Site(uri.getScheme(), uri.getAuthority(), uri.toString());
        } catch (SignInRefused e) {
            throw new IllegalArgumentException(text, e);
        }
        return uri.toString();
    }

    /** The chains allowed; empty for any. */
    static Set<Long> chains(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
