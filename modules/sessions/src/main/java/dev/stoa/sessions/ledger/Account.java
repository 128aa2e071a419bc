package dev.stoa.sessions.ledger;

import dev.stoa.platform.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Whose value it is, as the ledger names them.
 *
 * @param text {@code member:<id>} or {@code system:<name>}; a system account may go below zero
 * @param member whose it is; null for a system account
 */
record Account(String text, @Nullable Long member) {
    /** Where value comes from: what it lacks is what all others have. */
    static final Account MINT = new Account("system:mint", null);

    static Account of(MemberId member) {
        return new Account("member:" + member.value(), member.value());
    }
}
