package dev.stoa.sessions.identity.member;

import dev.stoa.platform.sql.Transaction;

/** What else ends with a member, in the transaction that deletes them. */
@FunctionalInterface
public interface Leaving {
    /** Called while the member still has their address, before their row is locked. */
    void leave(Transaction in, long member);
}
