package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
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
 * beyond loopback it must be, only who shows it. Probes are for everyone.
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
        if (key.length == 0) {
            return routes;
        }
        return routes.stream()
                .map(route -> route.traits().equals(Route.Traits.PROBE) ? route : guarded(route))
                .toList();
    }

    private static Route guarded(Route route) {
        return route.answeredBy(
                call -> {
                    // A wrong credential never comes this far: the viewer is looked up before.
                    if (call.header("Authorization").isEmpty()) {
                        throw refused();
                    }
                    return route.handler().handle(call);
                });
    }

    @Override
    public Viewer viewer(String scheme, String credential) {
        if (key.length == 0) {
            return members.viewer(scheme, credential);
        }
        boolean right =
                scheme.equals(BEARER)
                        && MessageDigest.isEqual(key, credential.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw refused();
        }
        return Viewer.ANON;
    }

    private static Failure refused() {
        return new Failure.Unauthenticated(
                "This listener demands its key, as Authorization: Bearer and the key.");
    }
}
