package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the balances of addresses come from; one is chosen by {@code sessions.balances.source}. */
interface BalanceSource extends AutoCloseable {
    /** As in settings, answers and metrics. */
    String name();

    /** Whom its answers to {@code viewer} are for: all of one audience get the same. */
    Audience audience(Viewer.Member viewer);

    /**
     * What {@code addresses} have, in any order; those that the audience must not know of, or that
     * there are not, are left out.
     *
     * @param addresses 1 to 100, in lower case, each once
     * @throws Failure.Unavailable when it can't be known now
     */
    List<Reading> balances(Audience audience, List<String> addresses);

    @Override
    default void close() {}

    /**
     * Who may be told.
     *
     * @param member of their own address only; null of all addresses
     */
    record Audience(@Nullable Long member) {
        static final Audience ALL = new Audience(null);

        /** Its part of a cache's key. */
        String key() {
            return member == null ? "all" : member.toString();
        }
    }

    /**
     * How much of one asset.
     *
     * @param amount whole number in decimal digits
     */
    record Holding(String asset, String amount) {}

    /**
     * What one address has.
     *
     * @param address in lower case
     * @param member whose it is, where the source knows members
     * @param holdings by asset
     * @param asOf when it was so
     * @param stale whether the source failed and this is its last good answer
     */
    record Reading(
            String address,
            @Nullable Long member,
            List<Holding> holdings,
            Instant asOf,
            boolean stale) {
        public Reading {
            holdings = List.copyOf(holdings);
        }

        /** The same, given again because there is no newer one. */
        Reading outdated() {
            return new Reading(address, member, holdings, asOf, true);
        }
    }
}
