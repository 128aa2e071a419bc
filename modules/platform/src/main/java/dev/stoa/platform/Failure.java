package dev.stoa.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation was refused or could not be done, in terms a client may see. Carries no stack
 * trace: it is an answer, not a defect; defects are any other exception.
 */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;

    private Failure(
            ProblemType type, String detail, List<FieldError> errors, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    /** The problem's kind. */
    public ProblemType type() {
        return type;
    }

    /** What this occurrence is about; safe to show. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Which parts of the input are wrong, empty where that is not the matter. */
    public List<FieldError> errors() {
        return errors;
    }

    /** How long a client should wait before it tries again, where waiting helps. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /**
     * One wrong part of the input.
     *
     * @param pointer JSON pointer into the body, or {@code query/<name>}, {@code path/<name>},
     *     {@code header/<name>}
     * @param code stable kebab-case reason
     * @param detail sentence for a person
     */
    public record FieldError(String pointer, String code, String detail) {}

    /** Nothing is there that this viewer may know of: 404. */
    public static final class NotFound extends Failure {
        private static final long serialVersionUID = 1L;

        public NotFound(String detail) {
            super(Problems.NOT_FOUND, detail, List.of(), null);
        }
    }

    /** What was asked for is elsewhere by now: 301 with {@code Location}. */
    public static final class Moved extends Failure {
        private static final long serialVersionUID = 1L;

        private final String location;

        /**
         * @param location path of where it is
         */
        public Moved(ProblemType type, String detail, String location) {
            super(type, detail, List.of(), null);
            this.location = location;
        }

        public String location() {
            return location;
        }
    }

    /** The input can't be accepted as it is: 400, 413, 415 or 422. */
    public static final class Invalid extends Failure {
        private static final long serialVersionUID = 1L;

        public Invalid(ProblemType type, String detail, FieldError... errors) {
            super(type, detail, List.of(errors), null);
        }

        /** A query or path parameter that is wrong: 400 {@code invalid-parameter}. */
        public static Invalid parameter(String name, String code, String detail) {
            return new Invalid(
                    Problems.INVALID_PARAMETER,
                    detail,
                    new FieldError("query/" + name, code, detail));
        }
    }

    /** The state of things forbids it: 409, 410, 412 or 428. */
    public static final class Conflict extends Failure {
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration wait;

        public Conflict(ProblemType type, String detail) {
            this(type, detail, null);
        }

        /** A state that passes by itself: with {@code Retry-After}. */
        public Conflict(ProblemType type, String detail, @Nullable Duration wait) {
            super(type, detail, List.of(), null);
            this.wait = wait;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(wait);
        }
    }

    /** The viewer asked too often: 429 with {@code Retry-After}. */
    public static final class TooMany extends Failure {
        private static final long serialVersionUID = 1L;

        private final Duration wait;

        public TooMany(String detail, Duration wait) {
            super(Problems.RATE_LIMITED, detail, List.of(), null);
            this.wait = wait;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(wait);
        }
    }

    /** Who asks is not known: 401. */
    public static final class Unauthenticated extends Failure {
        private static final long serialVersionUID = 1L;

        public Unauthenticated(String detail) {
            this(Problems.UNAUTHENTICATED, detail);
        }

        public Unauthenticated(ProblemType type, String detail, FieldError... errors) {
            super(type, detail, List.of(errors), null);
        }
    }

    /** Who asks may not: 403. */
    public static final class Forbidden extends Failure {
        private static final long serialVersionUID = 1L;

        public Forbidden(String detail) {
            this(Problems.FORBIDDEN, detail);
        }

        public Forbidden(ProblemType type, String detail) {
            super(type, detail, List.of(), null);
        }
    }

    /** More work than can be done now: 503 with {@code Retry-After}. */
    public static final class Overloaded extends Failure {
        private static final long serialVersionUID = 1L;

        public Overloaded(String detail) {
            super(Problems.OVERLOADED, detail, List.of(), null);
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(1));
        }
    }

    /** A part that is needed is away: 503 with {@code Retry-After}. */
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;

        public Unavailable(String detail, Throwable cause) {
            super(Problems.UNAVAILABLE, detail, List.of(), cause);
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(2));
        }
    }

    /** The request's time ran out: 504. */
    public static final class DeadlineExceeded extends Failure {
        private static final long serialVersionUID = 1L;

        public DeadlineExceeded(String detail) {
            super(Problems.DEADLINE_EXCEEDED, detail, List.of(), null);
        }
    }
}
