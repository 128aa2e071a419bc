package dev.stoa.sessions.peer;

import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import java.util.List;
import java.util.Optional;

/** Who has which active sessions, kept until one of them changes. */
final class ActiveSessions {
    static final CacheSpec CACHE =
            CacheSpec.of("active-sessions", "3600s", 20_000, "members' active sessions");

    /** Most of one answer; the list with status=active has them all. */
    static final int MOST = 100;

    private final PeerStore store;
    private final Cache cache;

    ActiveSessions(PeerStore store, Cache cache) {
        this.store = store;
        this.cache = cache;
    }

    /** A member's own. */
    Cached of(long member) {
        return cache.get(
                "member:" + member, () -> load(store.address(member), PeerChanges.tag(member)));
    }

    /** Those of an address. */
    Cached of(String address) {
        return cache.get(
                "address:" + address, () -> load(Optional.of(address), PeerChanges.tag(address)));
    }

    private Loaded load(Optional<String> address, Tag tag) {
        List<PeerSession> sessions = address.map(store::active).orElse(List.of());
        return Loaded.of(PeerBodies.active(sessions, MOST), List.of(tag));
    }
}
