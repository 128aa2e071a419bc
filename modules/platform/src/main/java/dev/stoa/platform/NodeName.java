package dev.stoa.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The name of one node in one life: its host's and a number of chance. */
final class NodeName {
    private static final int HOST = 36;

    private NodeName() {}

    /** A new name, of at most 45 characters. */
    static String any() {
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return host() + "-" + number;
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.length() > HOST ? host.substring(0, HOST) : host;
        } catch (UnknownHostException _) {
            return "stoa";
        }
    }
}
