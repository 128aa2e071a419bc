package dev.stoa.telemetry.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the texts of an event may be. */
public final class Texts {
    private static final int LONGEST = 64;
    private static final int UUID_LENGTH = 36;
    private static final int ADDRESS_LENGTH = 42;

    private Texts() {}

    /** Whether it is a type: a letter and then what a name may hold. */
    static boolean isType(String text) {
        return isName(text) && Character.isLetter(text.charAt(0));
    }

    /** Whether it is 1 to 64 letters, digits, dots, colons, underscores or hyphens of ASCII. */
    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isPlain && c != '.' && c != ':' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    static boolean isAddress(String text) {
        return text.length() == ADDRESS_LENGTH && text.startsWith("0x") && isHex(text, 2);
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (digit(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The UUID of a text of 36 characters; null for anything else. */
    static @Nullable UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return null;
        }
        long most = 0;
        long least = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = digit(c);
            if (digit < 0) {
                return null;
            }
            if (i < 18) {
                most = most << 4 | digit;
            } else {
                least = least << 4 | digit;
            }
        }
        return new UUID(most, least);
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Whether PostgreSQL can hold it: no NUL, no half of a pair. */
    public static boolean isSound(String text) {
        return isSound(text.toCharArray(), 0, text.length());
    }

    /** The same of a part of {@code text}. */
    static boolean isSound(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean isPair =
                        Character.isHighSurrogate(c)
                                && i + 1 < from + length
                                && Character.isLowSurrogate(text[i + 1]);
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether bytes are strictly UTF-8, without a NUL, which UTF-16 would have. */
    static boolean isUtf8(byte[] bytes, int from, int length) {
        int i = from;
        while (i < from + length && bytes[i] > 0) {
            i++;
        }
        if (i == from + length) {
            return true;
        }
        if (bytes[i] == 0) {
            return false;
        }
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes, i, from + length - i))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
