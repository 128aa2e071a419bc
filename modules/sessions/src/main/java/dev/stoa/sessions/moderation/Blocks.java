package dev.stoa.sessions.moderation;

import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.moderation.BlockStore.Check;
import dev.stoa.sessions.moderation.BlockStore.Put;
import dev.stoa.sessions.moderation.BlockStore.Target;
import dev.stoa.sessions.moderation.BlockStore.Terms;
import dev.stoa.sessions.paging.Keyset;
import dev.stoa.sessions.paging.Keyset.Place;
import dev.stoa.sessions.peer.PeerSessions;
import java.util.List;
import java.util.Objects;

/** Whom members block, and what follows from it: an active session of the two ends. */
final class Blocks {
    private final Database database;
    private final BlockStore store;
    private final Cursors cursors;
    private final Events events;
    private final PeerSessions sessions;

    Blocks(Database database, Cursors cursors, Events events, PeerSessions sessions) {
        this.database = database;
        this.store = new BlockStore(database);
        this.cursors = cursors;
        this.events = events;
        this.sessions = sessions;
    }

    /** A page of a member's own, the newest first; one statement. */
    Page<Block> page(long blocker, Paging paging) {
        Keyset keyset = new Keyset(cursors, paging, "blocks:" + blocker);
        Object at = keyset.place().<Object>map(Place::instant).orElse("infinity");
        long number = keyset.place().map(Place::id).orElse(0L);
        List<Block> rows =
                keyset.isBackward()
                        ? store.before(blocker, at, number, keyset.limit())
                        : store.after(blocker, at, number, keyset.limit());
        return keyset.page(rows, block -> Place.of(block.createdAt(), block.number()));
    }

    /** Who blocks whom, of a member and each address; one statement. */
    List<Check> check(long viewer, List<String> addresses) {
        return store.check(viewer, addresses);
    }

    /** Blocks an address, whether or not there is a member behind it. */
    Put put(long blocker, String address, Terms terms) {
        return database.transaction(
                in ->
                        put(
                                in,
                                blocker,
                                BlockStore.address(in, blocker, address).orElseThrow(),
                                terms));
    }

    /**
     * Blocks a member.
     *
     * @throws Failure.NotFound for one who is not there
     */
    Put put(long blocker, long member, Terms terms) {
        return database.transaction(
                in ->
                        put(
                                in,
                                blocker,
                                BlockStore.member(in, blocker, member)
                                        .orElseThrow(
                                                () ->
                                                        new Failure.NotFound(
                                                                "There is no member "
                                                                        + member
                                                                        + ".")),
                                terms));
    }

    private Put put(Transaction in, long blocker, Target target, Terms terms) {
        if (Objects.equals(target.member(), blocker)) {
            throw Reports.wrong("", "self", "Nobody blocks themselves.");
        }
        String own = target.own();
        String address = target.address();
        if (own == null || address == null) {
            // Sessions are between addresses: these two can't have one.
            return noted(in, blocker, BlockStore.put(in, blocker, target, terms));
        }
        sessions.hold(in, own, address);
        Put put = BlockStore.put(in, blocker, target, terms);
        sessions.endBetween(in, blocker, own, address);
        return noted(in, blocker, put);
    }

    private Put noted(Transaction in, long blocker, Put put) {
        events.publish(in, new Event.BlockChanged(new MemberId(blocker)));
        return put;
    }

    /** Blocks an address no longer; nothing where it was not blocked. */
    void drop(long blocker, String address) {
        database.transaction(
                in -> dropped(in, blocker, BlockStore.dropAddress(in, blocker, address)));
    }

    /** Blocks a member no longer; nothing where they were not blocked. */
    void drop(long blocker, long member) {
        database.transaction(
                in -> dropped(in, blocker, BlockStore.dropMember(in, blocker, member)));
    }

    private boolean dropped(Transaction in, long blocker, boolean isDropped) {
        if (isDropped) {
            events.publish(in, new Event.BlockChanged(new MemberId(blocker)));
        }
        return isDropped;
    }

    /** Removes blocks whose time is over, at most a thousand; how many these were. */
    int expire(Transaction in) {
        List<Long> blockers = BlockStore.expire(in);
        blockers.stream()
                .distinct()
                .forEach(each -> events.publish(in, new Event.BlockChanged(new MemberId(each))));
        return blockers.size();
    }
}
