package dev.stoa.sessions.peer;

import dev.stoa.platform.http.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which peer sessions a list holds, and in what order.
 *
 * @param address one side, null for anybody
 * @param peer the other side, null for anybody
 * @param status null for all
 * @param isReported whether only reported ones
 * @param created when they were opened
 * @param started when they were started; a bound leaves out those that never were
 * @param ended when they ended or expired; a bound leaves out those that are open
 * @param sort what they are sorted by; by the start or the end leaves out those without
 */
record PeerQuery(
        @Nullable String address,
        @Nullable String peer,
        @Nullable PeerStatus status,
        boolean isReported,
        Span created,
        Span started,
        Span ended,
        Sort sort,
        Order order) {
    /** The longest a session waits to be started. */
    static final Duration LONGEST_PENDING = Duration.ofHours(24);

    /** What sessions are sorted by. */
    enum Sort {
        CREATED,
        STARTED,
        ENDED;

        String column() {
            return "s." + word() + "_at";
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which end of the order comes first. */
    enum Order {
        /** The newest. */
        DESC,
        /** The oldest. */
        ASC
    }

    /**
     * Some time.
     *
     * @param from its first moment, null for no bound
     * @param to the first moment behind it, null for no bound
     */
    record Span(@Nullable Instant from, @Nullable Instant to) {
        static final Span ALWAYS = new Span(null, null);

        boolean isBounded() {
            return from != null || to != null;
        }

        /** What both have in common. */
        Span and(Span other) {
            return new Span(later(from, other.from), earlier(to, other.to));
        }

        /** Its moments, and those up to {@code before} it and {@code behind} it. */
        Span widened(Duration before, Duration behind) {
            return new Span(
                    from == null ? null : from.minus(before), to == null ? null : to.plus(behind));
        }

        private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant two) {
            return one == null || (two != null && two.isAfter(one)) ? two : one;
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant two) {
            return one == null || (two != null && two.isBefore(one)) ? two : one;
        }
    }

    /** What a request asks for. */
    static PeerQuery of(Arguments arguments) {
        String status = arguments.textOrNull("status");
        return new PeerQuery(
                lower(arguments.textOrNull("address")),
                lower(arguments.textOrNull("peer")),
                status == null ? null : PeerStatus.of(status),
                arguments.flag("reported"),
                span(arguments, "created"),
                span(arguments, "started"),
                span(arguments, "ended"),
                Sort.valueOf(arguments.text("sort", "created").toUpperCase(Locale.ROOT)),
                Order.valueOf(arguments.text("order", "desc").toUpperCase(Locale.ROOT)));
    }

    private static @Nullable String lower(@Nullable String address) {
        return address == null ? null : address.toLowerCase(Locale.ROOT);
    }

    private static Span span(Arguments arguments, String name) {
        return new Span(time(arguments, name + "From"), time(arguments, name + "To"));
    }

    private static @Nullable Instant time(Arguments arguments, String name) {
        String text = arguments.textOrNull(name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    /** The same between these sides. */
    PeerQuery between(@Nullable String one, @Nullable String two) {
        return new PeerQuery(one, two, status, isReported, created, started, ended, sort, order);
    }

    /**
     * Where in the order the sessions lie that all bounds allow: a session is started within a day
     * and lasts a week at most, so each bound bounds the others, and a walk in the order of one
     * begins and ends near what the others ask for.
     */
    Span reach() {
        Duration zero = Duration.ZERO;
        Duration wait = LONGEST_PENDING;
        Duration last = PeerStore.LONGEST;
        Duration both = wait.plus(last);
        return switch (sort) {
            case CREATED -> created.and(started.widened(wait, zero)).and(ended.widened(both, zero));
            case STARTED -> started.and(created.widened(zero, wait)).and(ended.widened(last, zero));
            case ENDED -> ended.and(started.widened(zero, last)).and(created.widened(zero, both));
        };
    }

    /** Whether no session can be meant: what is open has no end, what is pending no start. */
    boolean isImpossible() {
        boolean hasEnd = sort == Sort.ENDED || ended.isBounded();
        boolean hasStart = sort == Sort.STARTED || started.isBounded();
        return (status != null && status.isOpen() && hasEnd)
                || (status == PeerStatus.PENDING && hasStart);
    }
}
