package dev.stoa.sessions.identity.login;

import dev.stoa.sessions.identity.viewer.RandomText;

/** A new pair of tokens, shown once. The words in front are for people and scanners of leaks. */
record Tokens(String access, String refresh) {
    static Tokens random() {
        return new Tokens("stoa_" + RandomText.secret(), "stoar_" + RandomText.secret());
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "Tokens";
    }
}
