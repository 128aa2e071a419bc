package dev.stoa.sessions.ledger;

import java.util.Arrays;
import java.util.Locale;

/** Why value moved. */
enum EntryType {
    /** From the mint to a member, by an admin. */
    GRANT,
    /** From a member to another. */
    TRANSFER;

    /** As in JSON and SQL. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of their texts. */
    static String[] texts() {
        return Arrays.stream(values()).map(EntryType::text).toArray(String[]::new);
    }
}
