package dev.stoa.sessions.identity.key;

import dev.stoa.sessions.identity.viewer.RandomText;

/**
 * A new API key as it is shown once.
 *
 * @param prefix by which it is found; no secret
 * @param secret the rest
 */
record KeyText(String prefix, String secret) {
    private static final int LETTERS = 12;

    static KeyText random() {
        return new KeyText("stoa" + RandomText.letters(LETTERS), RandomText.secret());
    }

    /** As it is sent: {@code X-API-Key: <prefix>.<secret>}. */
    String whole() {
        return prefix + '.' + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return prefix + ".…";
    }
}
