package dev.stoa.sessions.peer;

import dev.stoa.platform.http.Arguments;
import dev.stoa.sessions.peer.PeerListSql.Sort;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
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
        boolean isBounded() {
            return from != null || to != null;
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

    /** The states that a session of this list can be in. */
    List<String> statuses() {
        return Arrays.stream(PeerStatus.values())
                .filter(each -> status == null || each == status)
                .filter(each -> each != PeerStatus.PENDING || !started.isBounded())
                .filter(each -> !each.isOpen() || !ended.isBounded())
                .map(PeerStatus::text)
                .filter(sort.statuses()::contains)
                .toList();
    }

    /** The bounds of the sort's own time. */
    Span own() {
        return span(sort);
    }

    private Span span(Sort of) {
        return switch (of) {
            case CREATED -> created;
            case STARTED -> started;
            case ENDED -> ended;
        };
    }

    /** Whether another time than the sort's own has bounds. */
    boolean isRanged() {
        return Arrays.stream(Sort.values())
                .anyMatch(each -> each != sort && span(each).isBounded());
    }

    /**
     * Where in the order all ordinary sessions of the list lie: each is made, then started, then
     * ended within {@link PeerListSql#ORDINARY}, so bounds of one time bound the others.
     */
    Span reach() {
        Instant from = null;
        Instant to = null;
        for (Sort each : Sort.values()) {
            Instant low = span(each).from();
            if (low != null) {
                Instant least = each.compareTo(sort) <= 0 ? low : low.minus(PeerListSql.ORDINARY);
                from = from == null || least.isAfter(from) ? least : from;
            }
            Instant high = span(each).to();
            if (high != null) {
                Instant most = each.compareTo(sort) >= 0 ? high : high.plus(PeerListSql.ORDINARY);
                to = to == null || most.isBefore(to) ? most : to;
            }
        }
        return new Span(from, to);
    }
}
