package dev.stoa.sessions.peer;

import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.paging.Keyset;
import dev.stoa.sessions.paging.Keyset.Place;
import dev.stoa.sessions.peer.PeerListSql.Kind;
import dev.stoa.sessions.peer.PeerListSql.Scope;
import dev.stoa.sessions.peer.PeerListSql.Span;
import dev.stoa.sessions.peer.PeerListSql.Way;
import dev.stoa.sessions.peer.PeerQuery.Order;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of peer sessions; one statement each. */
final class PeerLists {
    private final Database database;
    private final Cursors cursors;

    PeerLists(Database database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /**
     * A page of a list.
     *
     * @param viewer whose list it is, for cursors
     * @param asked what was asked for
     * @param query the same with the sides that the viewer may see, null where there can be none
     */
    Page<PeerSession> page(
            String viewer, PeerQuery asked, @Nullable PeerQuery query, Paging paging) {
        Keyset keyset = new Keyset(cursors, paging, "peer-sessions:" + viewer + ':' + asked);
        if (query == null || query.statuses().isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        PeerWalk walk = PeerWalk.of(query, way(query, keyset), keyset.place());
        Statement statement =
                PeerListSql.statement(
                                new Kind(
                                        scope(query),
                                        query.sort(),
                                        walk.way(),
                                        query.isRanged() ? Span.ANY : Span.OWN))
                        .upTo(keyset.limit());
        List<PeerSession> rows =
                database.list(statement, PeerSession::read, walk.arguments(statement));
        return keyset.page(rows, session -> place(session, query));
    }

    /** The oldest first is the way back from the end. */
    private static Way way(PeerQuery query, Keyset keyset) {
        boolean isNewestFirst = query.order() == Order.DESC;
        return isNewestFirst == keyset.isBackward() ? Way.BEFORE : Way.AFTER;
    }

    static Scope scope(PeerQuery query) {
        if (query.peer() != null) {
            return Scope.PAIR;
        }
        if (query.address() != null) {
            return query.isReported() ? Scope.ADDRESS_REPORTED : Scope.ADDRESS;
        }
        return query.isReported() ? Scope.REPORTED : Scope.ALL;
    }

    private static Place place(PeerSession session, PeerQuery query) {
        Instant at =
                switch (query.sort()) {
                    case CREATED -> session.createdAt();
                    case STARTED -> session.startedAt();
                    case ENDED -> session.endedAt();
                };
        return Place.of(Objects.requireNonNull(at), session.id());
    }
}
