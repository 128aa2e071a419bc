package dev.stoa.platform;

/** Whoever asks. */
public sealed interface Viewer {
    /** The one viewer who is not signed in. */
    Viewer ANON = new Anon();

    /** The viewer's part of a cache key and of a cursor: never a secret. */
    String key();

    /** Whether it is a signed-in member who may do what {@code least} may. */
    boolean is(Role least);

    /**
     * Who it is.
     *
     * @throws Failure.Unauthenticated for who is not signed in
     */
    Member signedIn();

    /** Not signed in. */
    record Anon() implements Viewer {
        @Override
        public String key() {
            return "anon";
        }

        @Override
        public boolean is(Role least) {
            return false;
        }

        @Override
        public Member signedIn() {
            throw new Failure.Unauthenticated("Sign in, or show an API key.");
        }
    }

    /**
     * A signed-in member.
     *
     * @param role what they are trusted with
     * @param credential what they showed
     */
    record Member(MemberId id, Role role, Credential credential) implements Viewer {
        @Override
        public String key() {
            return id.toString();
        }

        @Override
        public boolean is(Role least) {
            return role.includes(least);
        }

        @Override
        public Member signedIn() {
            return this;
        }
    }
}
