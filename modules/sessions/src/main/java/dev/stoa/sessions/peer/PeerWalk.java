package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.paging.Keyset.Place;
import dev.stoa.sessions.peer.PeerListSql.Way;
import dev.stoa.sessions.peer.PeerQuery.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a list: which way, and from where to where; it knows the arguments of the list
 * statements by name.
 *
 * @param low where sessions that are looked for in list order begin, included
 * @param high where they end, left out
 * @param start where the reading begins: the cursor, or the end of the order
 */
record PeerWalk(PeerQuery query, Way way, Instant low, Instant high, Place start) {
    private static final Instant PAST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    static PeerWalk of(PeerQuery query, Way way, Optional<Place> cursor) {
        // What is sorted whole needs no bounds but its own.
        Span reach =
                switch (PeerLists.scope(query)) {
                    case ALL, REPORTED, ADDRESS -> query.reach();
                    case PAIR, ADDRESS_REPORTED -> query.own();
                };
        return new PeerWalk(
                query,
                way,
                low(reach),
                high(reach),
                cursor.orElse(end(way, low(query.own()), high(query.own()))));
    }

    /** In front of the first that lies between {@code low} and {@code high}. */
    private static Place end(Way way, Instant low, Instant high) {
        return Place.of(
                switch (way) {
                    case AFTER -> high;
                    case BEFORE -> low;
                },
                // No session has the number 0: of those at low all are behind it, of those at high
                // none.
                0);
    }

    @Nullable Object[] arguments(Statement statement) {
        List<String> names = statement.parameters();
        @Nullable Object[] arguments = new @Nullable Object[names.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(names.get(i));
        }
        return arguments;
    }

    private @Nullable Object argument(String name) {
        return switch (name) {
            case "statuses" -> query.statuses().toArray(String[]::new);
            case "address" -> query.address();
            case "peer" -> query.peer();
            case "reported" -> query.isReported();
            case "low" -> low;
            case "high" -> high;
            case "at" -> within().instant();
            case "id" -> within().id();
            case "longAt" -> start.instant();
            case "longId" -> start.id();
            case "createdFrom" -> low(query.created());
            case "createdTo" -> high(query.created());
            case "startedFrom" -> low(query.started());
            case "startedTo" -> high(query.started());
            case "endedFrom" -> low(query.ended());
            case "endedTo" -> high(query.ended());
            case "unstarted" -> !query.started().isBounded();
            case "unended" -> !query.ended().isBounded();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The start, or the nearest end of what is looked for in list order. */
    private Place within() {
        Place nearest = end(way, low, high);
        boolean isShort =
                switch (way) {
                    case AFTER -> nearest.compareTo(start) < 0;
                    case BEFORE -> nearest.compareTo(start) > 0;
                };
        return isShort ? nearest : start;
    }

    private static Instant low(Span span) {
        Instant from = span.from();
        return from == null || from.isBefore(PAST) ? PAST : from;
    }

    private static Instant high(Span span) {
        Instant to = span.to();
        return to == null || to.isAfter(FUTURE) ? FUTURE : to.isBefore(PAST) ? PAST : to;
    }
}
