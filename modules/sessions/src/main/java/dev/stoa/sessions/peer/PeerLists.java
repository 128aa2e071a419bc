package dev.stoa.sessions.peer;

import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.paging.Keyset;
import dev.stoa.sessions.paging.Keyset.Place;
import dev.stoa.sessions.peer.PeerListSql.Lead;
import dev.stoa.sessions.peer.PeerQuery.Order;
import dev.stoa.sessions.peer.PeerQuery.Span;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of peer sessions; one statement each. */
final class PeerLists {
    private static final String BEFORE_ALL = "-infinity";
    private static final String BEHIND_ALL = "infinity";

    private final Database database;
    private final Cursors cursors;

    PeerLists(Database database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /** An address's active sessions, the newest first; one more than are shown. */
    List<PeerSession> active(String address) {
        return database.list(PeerListSql.ACTIVE, PeerSession::read, address);
    }

    /**
     * A page of a list.
     *
     * @param viewer whose list it is, for cursors
     * @param query with the sides that the viewer may see, null for a list that nothing is in
     */
    Page<PeerSession> page(String viewer, PeerQuery asked, @Nullable PeerQuery query, Paging paging) {
        Keyset keyset = new Keyset(cursors, paging, "peer-sessions:" + viewer + ':' + asked);
        if (query == null || query.isImpossible()) {
            return new Page<>(List.of(), null, null);
        }
        boolean turned = keyset.isBackward();
        Order way = turned ? turned(query.order()) : query.order();
        Statement statement =
                PeerListSql.statement(query.sort(), way, Lead.of(query)).upTo(keyset.limit());
        List<PeerSession> rows =
                database.list(
                        statement,
                        PeerSession::read,
                        arguments(statement, new Walk(query, way, keyset)));
        return keyset.page(rows, session -> place(session, query));
    }

    private static Order turned(Order order) {
        return switch (order) {
            case DESC -> Order.ASC;
            case ASC -> Order.DESC;
        };
    }

    private static Place place(PeerSession session, PeerQuery query) {
        @Nullable Instant at =
                switch (query.sort()) {
                    case CREATED -> session.createdAt();
                    case STARTED -> session.startedAt();
                    case ENDED -> session.endedAt();
                };
        return Place.of(Objects.requireNonNull(at), session.id());
    }

    /** Each statement has the parameters that its lead and sort need. */
    private static @Nullable Object[] arguments(Statement statement, Walk walk) {
        List<String> names = statement.parameters();
        @Nullable Object[] arguments = new @Nullable Object[names.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = walk.argument(names.get(i));
        }
        return arguments;
    }

    /** One reading of a list from a place in a direction. */
    private record Walk(PeerQuery query, Order way, Keyset keyset) {
        @Nullable Object argument(String name) {
            return switch (name) {
                case "address" -> query.address();
                case "peer" -> query.peer();
                case "status" -> query.status() == null ? null : query.status().text();
                case "reported" -> query.isReported();
                case "at" -> at();
                case "id" -> keyset.place().map(Place::id).orElse(0L);
                case "end" -> way == Order.DESC ? low(query.reach()) : high(query.reach());
                case "createdFrom" -> low(query.created());
                case "createdTo" -> high(query.created());
                case "startedFrom" -> filter(query.started());
                case "startedTo" -> high(query.started());
                case "endedFrom" -> filter(query.ended());
                case "endedTo" -> high(query.ended());
                default -> throw new IllegalArgumentException(name);
            };
        }

        private Object at() {
            if (keyset.place().isPresent()) {
                return keyset.place().get().instant();
            }
            return way == Order.DESC ? high(query.reach()) : low(query.reach());
        }

        /** A moment before any session is as good as none, and has a form in SQL. */
        private static Object low(Span span) {
            Instant from = span.from();
            return from == null || from.isBefore(Instant.EPOCH) ? BEFORE_ALL : from;
        }

        private static Object high(Span span) {
            Instant to = span.to();
            return to == null ? BEHIND_ALL : to.isBefore(Instant.EPOCH) ? Instant.EPOCH : to;
        }

        /** With any bound, what never was is out. */
        private static Object filter(Span span) {
            return span.isBounded() && low(span).equals(BEFORE_ALL) ? Instant.EPOCH : low(span);
        }
    }
}
