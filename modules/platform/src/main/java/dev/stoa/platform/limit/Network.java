package dev.stoa.platform.limit;

import dev.stoa.platform.config.Setting;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A range of addresses, as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address.
 *
 * @param address any in it
 * @param prefix bits that all its addresses share
 */
public record Network(InetAddress address, int prefix) {
    public Network {
        if (prefix < 0 || prefix > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("prefix " + prefix);
        }
    }

    /**
     * The network that {@code text} says; no name is looked up.
     *
     * @throws IllegalArgumentException when it says none
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address =
                InetAddress.ofLiteral((slash < 0 ? text : text.substring(0, slash)).strip());
        int bits = 8 * address.getAddress().length;
        return new Network(
                address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip()));
    }

    /** A setting of networks, separated by commas; empty for none. */
    public static Setting<List<Network>> setting(String key, String meaning) {
        return new Setting<>(
                key,
                "addresses or networks such as 10.0.0.0/8, separated by commas",
                "",
                meaning,
                text ->
                        text.isBlank()
                                ? List.of()
                                : Arrays.stream(text.split(",", -1)).map(Network::parse).toList());
    }

    /** Whether {@code other} is in it. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        int whole = prefix / 8;
        int rest = prefix % 8;
        return Arrays.equals(mine, 0, whole, its, 0, whole)
                && (rest == 0 || ((mine[whole] ^ its[whole]) & 0xff) >> (8 - rest) == 0);
    }
}
