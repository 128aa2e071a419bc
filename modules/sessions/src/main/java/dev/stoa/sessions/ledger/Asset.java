package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import java.util.regex.Pattern;

/**
 * What is counted.
 *
 * @param code 1 to 32 letters, digits, dots and dashes of ASCII, a letter or digit first: no two
 *     that look alike
 */
record Asset(String code) {
    /** Characters of the longest code. */
    static final int LONGEST = 32;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,31}");

    /**
     * The asset a body's field names.
     *
     * @throws Failure.Invalid {@code invalid-field} for what is no code
     */
    static Asset of(String text) {
        if (!CODE.matcher(text).matches()) {
            String detail =
                    "It must be 1 to 32 letters, digits, dots and dashes, a letter or digit first.";
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    "/asset: " + detail,
                    new Failure.FieldError("/asset", "invalid", detail));
        }
        return new Asset(text);
    }
}
