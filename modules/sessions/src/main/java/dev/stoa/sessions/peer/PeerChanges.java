package dev.stoa.sessions.peer;

import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.sql.Transaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What follows a change of peer sessions once it is committed: counting it, and caches forget. */
final class PeerChanges {
    private static final String OPEN = "open";
    private static final String EXPIRE = "expire";

    private final Caches caches;
    private final Map<String, Counter> moves = new HashMap<>();

    PeerChanges(Caches caches, MeterRegistry meters) {
        this.caches = caches;
        List.of(OPEN, EXPIRE).forEach(move -> register(move, meters));
        Arrays.stream(Move.values()).forEach(move -> register(word(move), meters));
    }

    private void register(String move, MeterRegistry meters) {
        moves.put(
                move,
                Counter.builder("stoa.peer.session.moves")
                        .description("Moves of peer sessions on this node")
                        .tag("move", move)
                        .register(meters));
    }

    private static String word(Move move) {
        return move.name().toLowerCase(Locale.ROOT);
    }

    /** A session was opened. */
    void opened(Transaction in) {
        in.afterCommit(() -> count(OPEN, 1));
    }

    /** A side moved these sessions. */
    void moved(Transaction in, Move move, List<PeerSession> sessions) {
        changed(in, word(move), sessions);
    }

    /** Time ended these sessions. */
    void expired(Transaction in, List<PeerSession> sessions) {
        changed(in, EXPIRE, sessions);
    }

    /** These sessions were reported. */
    void reported(Transaction in, List<PeerSession> sessions) {
        in.afterCommit(() -> caches.invalidate(tags(sessions)));
    }

    void counted(Move move) {
        count(word(move), 1);
    }

    private void changed(Transaction in, String move, List<PeerSession> sessions) {
        in.afterCommit(
                () -> {
                    count(move, sessions.size());
                    caches.invalidate(tags(sessions));
                });
    }

    private void count(String move, int times) {
        Counter counter = moves.get(move);
        if (counter != null) {
            counter.increment(times);
        }
    }

    private static Set<Tag> tags(List<PeerSession> sessions) {
        Set<Tag> tags = new HashSet<>();
        for (PeerSession session : sessions) {
            tags.add(tag(session.aAddr()));
            tags.add(tag(session.bAddr()));
            if (session.aId() != null) {
                tags.add(tag(session.aId()));
            }
            if (session.bId() != null) {
                tags.add(tag(session.bId()));
            }
        }
        return tags;
    }

    /** What the active sessions of an address depend on. */
    static Tag tag(String address) {
        return new Tag("active-sessions", address);
    }

    /** What the active sessions of a member depend on: both members of an active one are known. */
    static Tag tag(long member) {
        return Tag.of("active-sessions", member);
    }
}
