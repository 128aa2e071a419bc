package dev.stoa.platform.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Whose requests are counted together. */
public sealed interface Caller {
    /** Whether the caller is known by nothing but an address. */
    boolean isAnonymous();

    /** The caller's part of a key in Redis; never a secret. */
    String key();

    /** Whoever holds an API key. */
    record ApiKey(long id) implements Caller {
        @Override
        public boolean isAnonymous() {
            return false;
        }

        @Override
        public String key() {
            return "key:" + id;
        }
    }

    /** A member, by whatever login session. */
    record Member(long id) implements Caller {
        @Override
        public boolean isAnonymous() {
            return false;
        }

        @Override
        public String key() {
            return "member:" + id;
        }
    }

    /**
     * A client's address: all of an IPv4 address, the first 64 bits of an IPv6 one, as that much is
     * what one household or machine is given.
     *
     * @param isV6 whether it is the latter
     * @param bits of the address
     */
    record Address(boolean isV6, long bits) implements Caller {
        /** The caller at {@code address}; an IPv4 address written as IPv6 is IPv4. */
        public static Address of(InetAddress address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            if (!(address instanceof Inet6Address)) {
                return new Address(false, bytes.getInt());
            }
            return isMapped(bytes)
                    ? new Address(false, bytes.getInt(12))
                    : new Address(true, bytes.getLong(0));
        }

        private static boolean isMapped(ByteBuffer bytes) {
            return bytes.getLong(0) == 0 && bytes.getInt(8) == 0xffff;
        }

        @Override
        public boolean isAnonymous() {
            return true;
        }

        @Override
        public String key() {
            return (isV6 ? "v6:" : "v4:") + Long.toHexString(bits);
        }
    }
}
