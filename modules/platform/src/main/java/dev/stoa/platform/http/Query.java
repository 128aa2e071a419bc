package dev.stoa.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query string, strictly decoded: bad percent-encoding, bad UTF-8 and control characters are
 * refused.
 */
public final class Query {
    private static final int MOST = 64;

    /** What RFC 3986 lets a query hold besides letters and digits. */
    private static final String LEGAL = "-._~!$&'()*+,;=:@/?%";

    private final List<String> names = new ArrayList<>(4);
    private final List<String> values = new ArrayList<>(4);

    private Query() {}

    /**
     * The parameters of {@code raw}, without the question mark.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Query of(String raw) {
        requireLegal(raw);
        Query query = new Query();
        int start = 0;
        while (start < raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                query.add(raw, start, end);
            }
            start = end + 1;
        }
        return query;
    }

    /** Helidon's own check is off, as it takes the colon of a time for wrong. */
    private static void requireLegal(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean isPlain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isPlain && LEGAL.indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        "The query holds a character that must be percent-encoded.");
            }
        }
    }

    private void add(String raw, int start, int end) {
        if (names.size() == MOST) {
            throw new IllegalArgumentException("The query has more than " + MOST + " parameters.");
        }
        int equals = raw.indexOf('=', start);
        boolean bare = equals < 0 || equals >= end;
        names.add(decoded(raw.substring(start, bare ? end : equals)));
        values.add(bare ? "" : decoded(raw.substring(equals + 1, end)));
    }

    /** {@code text} with its percent-encoding undone. */
    static String decoded(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != '%' && c != '+' && c >= ' ' && c < 0x7f;
        }
        return plain ? text : slowlyDecoded(text);
    }

    private static String slowlyDecoded(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            byte b = encoded[i];
            if (b == '%') {
                bytes.put((byte) (hex(encoded, i + 1) << 4 | hex(encoded, i + 2)));
                i += 2;
            } else {
                bytes.put(b == '+' ? (byte) ' ' : b);
            }
        }
        try {
            String decoded =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(bytes.flip())
                            .toString();
            if (decoded.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw new IllegalArgumentException("The address holds a control character.");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The address is not UTF-8.", e);
        }
    }

    private static int hex(byte[] encoded, int at) {
        int digit = at < encoded.length ? Character.digit(encoded[at], 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException(
                    "The address has a % without two hexadecimal digits.");
        }
        return digit;
    }

    /** All names, in order, with repetitions. */
    public List<String> names() {
        return names;
    }

    /** The value at the same place as in {@link #names()}. */
    public String value(int index) {
        return values.get(index);
    }

    /** The first value of {@code name}, null where there is none. */
    public @Nullable String first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : values.get(at);
    }

    /** All values of {@code name}. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(2);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }
}
