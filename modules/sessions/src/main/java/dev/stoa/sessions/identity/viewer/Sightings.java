package dev.stoa.sessions.identity.viewer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stoa.platform.Credential;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * When members and credentials were last seen: noted at most once a minute each, written off the
 * requests' path by one statement for all. A crash loses what was not written yet.
 */
final class Sightings {
    /** Every few seconds, and rarely two nodes at once on one row. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    static final Statement WRITE =
            Statement.of(
                    "sessions.sightings.write",
                    Budget.ms(200),
                    """
                    with seen as (
                        select * from unnest(cast(:kinds as text[]), cast(:ids as bigint[]),
                                             cast(:members as bigint[])) s(kind, id, member)),
                    logins as (
                        update login_sessions l set seen_at = now() from seen s
                         where s.kind = 'LOGIN' and l.id = s.id),
                    keys as (
                        update api_keys k set last_used_at = now() from seen s
                         where s.kind = 'API_KEY' and k.id = s.id)
                    insert into member_presence (user_id, last_seen_at)
                    select distinct u.id, now() from seen s
                      join users u on u.id = s.member and u.status = 'active'
                     order by 1
                        on conflict (user_id) do update set last_seen_at = excluded.last_seen_at
                    """);

    private static final int MOST = 50_000;

    private final Database database;
    private final Queue<Viewer.Member> waiting = new ConcurrentLinkedQueue<>();
    private final Cache<Credential, Boolean> noted =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofMinutes(1)).build();

    Sightings(Database database) {
        this.database = database;
    }

    void note(Viewer.Member viewer) {
        if (noted.asMap().putIfAbsent(viewer.credential(), Boolean.TRUE) == null) {
            waiting.add(viewer);
        }
    }

    /** Writes what was noted since the last time; one statement, none when nothing was. */
    void write() {
        List<Viewer.Member> seen = new ArrayList<>();
        for (Viewer.Member next = waiting.poll(); next != null; next = waiting.poll()) {
            seen.add(next);
        }
        if (seen.isEmpty()) {
            return;
        }
        // In the order of ids, so that two nodes lock rows in the same order.
        seen.sort(Comparator.comparingLong(viewer -> viewer.credential().id()));
        database.execute(
                WRITE,
                seen.stream()
                        .map(viewer -> viewer.credential().kind().name())
                        .toArray(String[]::new),
                seen.stream().mapToLong(viewer -> viewer.credential().id()).toArray(),
                seen.stream().mapToLong(viewer -> viewer.id().value()).toArray());
    }
}
