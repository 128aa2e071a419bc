package dev.stoa.sessions.ledger;

import dev.stoa.platform.http.Arguments;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param member whose
 * @param type of one type; null for all
 * @param asset of one asset; null for all
 * @param from not before this moment; null for no bound
 * @param to before this moment; null for no bound
 */
record EntryFilter(
        long member,
        @Nullable String type,
        @Nullable String asset,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to) {
    static EntryFilter of(long member, Arguments arguments) {
        return new EntryFilter(
                member,
                arguments.textOrNull("type"),
                arguments.textOrNull("asset"),
                time(arguments, "from"),
                time(arguments, "to"));
    }

    private static @Nullable OffsetDateTime time(Arguments arguments, String name) {
        String text = arguments.textOrNull(name);
        return text == null ? null : OffsetDateTime.parse(text);
    }

    /** What a cursor of its list is bound to. */
    String scope() {
        return "ledger|" + member + '|' + type + '|' + asset + '|' + from + '|' + to;
    }

    Object types() {
        return type == null ? EntryType.texts() : new String[] {type};
    }

    Object since() {
        return from == null ? "-infinity" : from;
    }

    Object until() {
        return to == null ? "infinity" : to;
    }
}
