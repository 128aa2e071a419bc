package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Fields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is to get something: one of both.
 *
 * @param member id of a member
 * @param address of a member's wallet, in lower case
 */
record Recipient(@Nullable Long member, @Nullable String address) {
    static Recipient of(long member) {
        return new Recipient(member, null);
    }

    /**
     * Whom the fields {@code toMember} and {@code toAddress} name.
     *
     * @throws Failure.Invalid {@code invalid-field} when it is not exactly one
     */
    static Recipient of(Fields fields) {
        Long member = fields.idOrNull("toMember");
        String address = fields.textOrNull("toAddress");
        if ((member == null) == (address == null)) {
            throw invalid("/toMember", "conflict", "Give one of toMember and toAddress.");
        }
        return new Recipient(member, address == null ? null : address.toLowerCase(Locale.ROOT));
    }

    /** The failure of whoever names themselves. */
    Failure isSelf() {
        return invalid(
                member == null ? "/toAddress" : "/toMember",
                "self",
                "A transfer goes to somebody else.");
    }

    private static Failure invalid(String pointer, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD,
                pointer + ": " + detail,
                new Failure.FieldError(pointer, code, detail));
    }
}
