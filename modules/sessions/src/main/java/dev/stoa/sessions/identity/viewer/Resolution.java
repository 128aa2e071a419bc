package dev.stoa.sessions.identity.viewer;

import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Viewer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL said of a credential. */
sealed interface Resolution {
    /** The word of the metric. */
    String word();

    /** Whether it says something of that member. */
    boolean concerns(MemberId member);

    /**
     * A credential that is right.
     *
     * @param end {@link System#nanoTime()} from which on it is too old
     */
    record Known(Viewer.Member viewer, long end) implements Resolution {
        boolean isOver(long now) {
            return now - end >= 0;
        }

        @Override
        public String word() {
            return "accepted";
        }

        @Override
        public boolean concerns(MemberId member) {
            return viewer.id().equals(member);
        }
    }

    /** A credential that nobody has, any more or ever. */
    record Unknown() implements Resolution {
        @Override
        public String word() {
            return "unknown";
        }

        @Override
        public boolean concerns(MemberId member) {
            return false;
        }
    }

    /** One that was right until its time was over. */
    record Expired() implements Resolution {
        @Override
        public String word() {
            return "expired";
        }

        @Override
        public boolean concerns(MemberId member) {
            return false;
        }

        static Failure failure() {
            return new Failure.Unauthenticated(
                    CredentialProblems.EXPIRED, "The time of this credential is over.");
        }
    }

    /**
     * A right one of a member who is banned.
     *
     * @param reason null for none given
     * @param until null for good
     */
    record Banned(MemberId member, @Nullable String reason, @Nullable Instant until)
            implements Resolution {
        @Override
        public String word() {
            return "banned";
        }

        @Override
        public boolean concerns(MemberId other) {
            return member.equals(other);
        }

        Failure failure() {
            return CredentialProblems.banned(reason, until);
        }
    }
}
