package dev.stoa.platform.http;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.limit.Caller;
import dev.stoa.platform.limit.Network;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out from which address a request came: the connection's, or where that is a trusted
 * proxy's, the last one in the proxy's header that is no trusted proxy's itself. What stands before
 * it, and all of the header where nobody trusted sent it, anybody may have made up.
 */
final class Clients {
    private static final HeaderName X_FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;
    private static final HeaderName FORWARDED = HeaderNames.create("Forwarded");

    private final List<Network> proxies;
    private final boolean isForwarded;

    Clients(List<Network> proxies, boolean isForwarded) {
        this.proxies = List.copyOf(proxies);
        this.isForwarded = isForwarded;
    }

    static Clients of(Settings settings) {
        return new Clients(
                settings.get(PlatformSettings.HTTP_TRUSTED_PROXIES),
                settings.get(PlatformSettings.HTTP_FORWARDED_HEADER).equals("forwarded"));
    }

    /** Who sent {@code request}. */
    Caller.Address of(ServerRequest request) {
        if (!(request.remotePeer().address() instanceof InetSocketAddress socket)) {
            throw new IllegalStateException("not a connection of the internet's");
        }
        InetAddress peer = socket.getAddress();
        if (proxies.isEmpty() || !isTrusted(peer)) {
            return Caller.Address.of(peer);
        }
        HeaderName name = isForwarded ? FORWARDED : X_FORWARDED_FOR;
        return Caller.Address.of(
                request.headers().contains(name)
                        ? behind(peer, request.headers().get(name).allValues())
                        : peer);
    }

    /** The client behind the proxy {@code peer}, whose header has {@code values}. */
    InetAddress behind(InetAddress peer, List<String> values) {
        List<String> hops = new ArrayList<>();
        values.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
        InetAddress client = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = address(isForwarded ? parameter(hop) : hop);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!isTrusted(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        for (Network proxy : proxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The value of {@code for} in one element of {@code Forwarded} (RFC 7239). */
    private static String parameter(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
                return stripped.substring(4).replace("\"", "");
            }
        }
        return "";
    }

    /** An address with or without port and brackets; no name is looked up. */
    private static Optional<InetAddress> address(String hop) {
        String text = hop.strip();
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            text = text.substring(1, bracket);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            text = text.substring(0, text.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
