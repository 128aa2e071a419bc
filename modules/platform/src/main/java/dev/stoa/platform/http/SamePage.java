package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import java.net.InetAddress;

/**
 * Tells a browser's page of the node itself from pages of the web. A listener that trusts all of
 * its machine must refuse the latter: any page can make a browser post to loopback, and one whose
 * name is made to resolve to loopback could read the answers, too.
 */
final class SamePage {
    private SamePage() {}

    /**
     * Lets a request pass that no foreign page can have sent.
     *
     * @param host the header's value
     * @param origin the header's value; empty for none, as programs send
     * @throws Failure.Forbidden for a host that is a name but {@code localhost}, or an origin that
     *     is not that host
     */
    static void require(String host, String origin) {
        if (!isOfThisMachine(name(host))) {
            throw new Failure.Forbidden(
                    "Ask this listener by its address, or as localhost; another name takes a key.");
        }
        if (!origin.isEmpty() && !origin.equalsIgnoreCase("http://" + host)) {
            throw new Failure.Forbidden("Pages of other origins may not ask this listener.");
        }
    }

    private static String name(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return end <= 0 ? host : host.substring(0, end);
    }

    private static boolean isOfThisMachine(String name) {
        if (name.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            // What is an address can't be made to resolve to another.
            InetAddress.ofLiteral(name.replace("[", "").replace("]", ""));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
