package dev.stoa.sessions.identity.key;

import dev.stoa.platform.http.Form;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a key may be called, and how that is printed. */
final class KeyName {
    /** The demo's key has this name and no other may: at each start the keys that have it end. */
    static final String DEMO = "./stoa demo";

    static final Form.Text FORM = new Form.Text(100);

    // Control and format characters, halves of pairs, line and paragraph separators.
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private KeyName() {}

    /** Why a new key can't have {@code name}; empty where it can. */
    static Optional<String> fault(String name) {
        return FORM.fault(name)
                .or(
                        () ->
                                name.equals(DEMO)
                                        ? Optional.of("Keys of this name are made by ./stoa demo.")
                                        : Optional.empty());
    }

    /** Text that moves no cursor of a terminal. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
