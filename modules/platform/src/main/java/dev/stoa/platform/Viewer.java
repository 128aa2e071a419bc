package dev.stoa.platform;

/** Whoever asks. */
public sealed interface Viewer {
    /** The one viewer who is not signed in. */
    Viewer ANON = new Anon();

    /** The viewer's part of a cache key and of a cursor: never a secret. */
    String key();

    /** Not signed in. */
    record Anon() implements Viewer {
        @Override
        public String key() {
            return "anon";
        }
    }

    /** A signed-in member. */
    record Member(MemberId id) implements Viewer {
        @Override
        public String key() {
            return id.toString();
        }
    }
}
