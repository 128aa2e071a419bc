package dev.stoa.sessions.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Value that is asked to be moved.
 *
 * @param type why it moves
 * @param payer who gives
 * @param to who gets
 * @param asset what
 * @param amount how much: a whole number above 0, in decimal digits
 * @param note the payer's words; null for none
 */
record Order(
        EntryType type,
        Account payer,
        Recipient to,
        Asset asset,
        String amount,
        @Nullable String note) {}
