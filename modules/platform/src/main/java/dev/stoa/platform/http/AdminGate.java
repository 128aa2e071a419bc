package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.config.InvalidSettings;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Who may use the admin listener: on loopback whoever is there, and where a key is set, which
 * beyond loopback it must be, only who shows it, or a credential with a scope of {@code ops}.
 * Probes are for everyone.
 */
final class AdminGate implements ViewerSource {
    private static final String BEARER = "bearer";

    private final byte[] key;
    private final ViewerSource members;

    private AdminGate(String key, ViewerSource members) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.members = members;
    }

    /**
     * The gate that {@code settings} ask for.
     *
     * @param members knows credentials where there is no key
     * @throws InvalidSettings for an address beyond loopback without a key
     */
    static AdminGate of(Settings settings, ViewerSource members) {
        String key = settings.get(PlatformSettings.ADMIN_KEY);
        String host = settings.get(PlatformSettings.ADMIN_HOST);
        if (key.isEmpty() && !isLoopback(host)) {
            throw new InvalidSettings(
                    List.of(
                            "admin.host: '"
                                    + host
                                    + "' is beyond loopback, where the admin listener demands a key:"
                                    + " set secrets.admin-key (STOA_SECRETS_ADMIN_KEY) to a secret of"
                                    + " at least 32 characters"));
        }
        return new AdminGate(key, members);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            throw new InvalidSettings(
                    List.of("admin.host: '" + host + "' is not an address of this machine"));
        }
    }

    /** The routes, behind the key where there is one. */
    List<Route> guarded(List<Route> routes) {
        return routes.stream().map(this::gated).toList();
    }

    private Route gated(Route route) {
        if (route.isProbe()) {
            return route;
        }
        return key.length == 0 ? ownPagesOnly(route) : guarded(route);
    }

    /** Whoever is on this machine may ask, but no page of the web that their browser shows. */
    private static Route ownPagesOnly(Route route) {
        return route.answeredBy(
                call -> {
                    SamePage.require(
                            call.header("Host").orElse(""), call.header("Origin").orElse(""));
                    return route.handler().handle(call);
                });
    }

    private static Route guarded(Route route) {
        Scope needed = route.method().equals("GET") ? Scope.OPS_READ : Scope.OPS_WRITE;
        return route.answeredBy(
                call -> {
                    // A wrong credential never comes this far: the viewer is looked up before.
                    if (call.viewer() instanceof Viewer.Member member) {
                        require(member, needed);
                    } else if (call.header("Authorization").isEmpty()) {
                        throw refused();
                    }
                    return route.handler().handle(call);
                });
    }

    private static void require(Viewer.Member member, Scope needed) {
        if (!member.credential().scopes().contains(needed)) {
            throw new Failure.Forbidden(
                    "This listener takes its own key, or a credential with the scope "
                            + needed.text()
                            + ".");
        }
    }

    @Override
    public Viewer viewer(String scheme, String credential) {
        boolean isOwn =
                key.length > 0
                        && scheme.equals(BEARER)
                        && MessageDigest.isEqual(key, credential.getBytes(StandardCharsets.UTF_8));
        return isOwn ? Viewer.ANON : members.viewer(scheme, credential);
    }

    private static Failure refused() {
        return new Failure.Unauthenticated(
                "This listener demands its key, as Authorization: Bearer and the key, or an API key with a"
                        + " scope of ops.");
    }
}
