package dev.stoa.telemetry.live;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Which readers of streams may still look, by what PostgreSQL knows of their credentials. */
final class Standing {
    /** A login session that was renewed goes on; one that ended has ended all before it. */
    static final Statement ADMINS =
            Statement.of(
                    "telemetry.live.standing",
                    Budget.ms(20),
                    """
                    select h.n
                      from unnest(cast(:members as bigint[]), cast(:logins as bigint[]), cast(:keys as bigint[]))
                           with ordinality h(member, login, key, n)
                      join users u on u.id = h.member
                      left join bans b on b.user_id = u.id and coalesce(b.structure_id, 0) = 0
                                      and b.lifted_at is null
                      left join login_sessions l on l.id = h.login and l.user_id = h.member
                      left join api_keys k on k.id = h.key and k.user_id = h.member
                     where u.status <> 'deleted' and u.role = 'admin'
                       and case when b.id is null then u.status <> 'banned' else b.until <= now() end
                       and (l.id is not null and l.ended_at is null
                            or k.is_active and (k.expires_at is null or k.expires_at > now()))
                    """);

    private final Database database;

    Standing(Database database) {
        this.database = database;
    }

    /** Those of {@code viewers} who may still look; one statement. */
    Set<Viewer.Member> of(List<Viewer.Member> viewers) {
        Set<Viewer.Member> standing = new HashSet<>();
        database.list(
                        ADMINS,
                        row -> viewers.get(row.integer(0) - 1),
                        array(viewers, viewer -> viewer.id().value()),
                        array(viewers, viewer -> id(viewer, Credential.Kind.LOGIN)),
                        array(viewers, viewer -> id(viewer, Credential.Kind.API_KEY)))
                .forEach(standing::add);
        return standing;
    }

    /** 0 is nobody's. */
    private static long id(Viewer.Member viewer, Credential.Kind kind) {
        return viewer.credential().kind() == kind ? viewer.credential().id() : 0;
    }

    private static long[] array(List<Viewer.Member> viewers, ToLongFunction<Viewer.Member> part) {
        return viewers.stream().mapToLong(part).toArray();
    }
}
