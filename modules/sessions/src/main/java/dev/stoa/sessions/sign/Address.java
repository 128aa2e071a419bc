package dev.stoa.sessions.sign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A wallet's address. Two are equal when their bytes are.
 *
 * @param hex {@code 0x} and 40 digits, lower case: as it is stored
 */
public record Address(String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final int BYTES = 20;

    /**
     * @throws IllegalArgumentException when {@code hex} is not {@code 0x} and 40 lower-case digits
     */
    public Address {
        if (!isFormed(hex) || !hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("An address is 0x and 40 lower-case hex digits.");
        }
    }

    /**
     * The address in {@code text}: in mixed case with the right checksum of EIP-55, or all in lower
     * or all in upper case, which says nothing about a checksum.
     *
     * @throws IllegalArgumentException otherwise; its message is a sentence for a person that does
     *     not repeat the text
     */
    public static Address parse(String text) {
        if (!isFormed(text)) {
            throw new IllegalArgumentException("An address is 0x and 40 hex digits.");
        }
        var address = new Address(text.toLowerCase(Locale.ROOT));
        String digits = text.substring(2);
        boolean isMixed =
                !digits.equals(digits.toLowerCase(Locale.ROOT))
                        && !digits.equals(digits.toUpperCase(Locale.ROOT));
        if (isMixed && !address.checksummed().equals(text)) {
            throw new IllegalArgumentException(
                    "The capitals of the address are not the checksum of EIP-55: look for a mistyped"
                            + " digit, or write it in lower case.");
        }
        return address;
    }

    /** Whether {@code text} has the form of an address, whatever its case and checksum. */
    static boolean isFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The address of a public key.
     *
     * @param point both coordinates, 64 bytes
     */
    static Address ofKey(byte[] point) {
        byte[] hash = Keccak.hash(point);
        return new Address(
                "0x"
                        + HexFormat.of()
                                .formatHex(
                                        Arrays.copyOfRange(
                                                hash, hash.length - BYTES, hash.length)));
    }

    /** The address with the checksum of EIP-55 in its capitals, to be shown to people. */
    public String checksummed() {
        String digits = hex.substring(2);
        String hash =
                HexFormat.of().formatHex(Keccak.hash(digits.getBytes(StandardCharsets.US_ASCII)));
        var text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            text.append(hash.charAt(i) >= '8' ? Character.toUpperCase(digit) : digit);
        }
        return text.toString();
    }

    /** The lower-case text. */
    @Override
    public String toString() {
        return hex;
    }
}
