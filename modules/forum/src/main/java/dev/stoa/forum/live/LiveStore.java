package dev.stoa.forum.live;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Role;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What streams need to know, in PostgreSQL: who their viewers are by now, and where threads are.
 */
final class LiveStore {
    /** A login session that was renewed goes on; one that ended has ended all before it. */
    private static final Statement STANDING =
            Statement.of(
                    "forum.live.standing",
                    Budget.ms(20),
                    """
                    select h.n, u.role
                      from unnest(cast(:members as bigint[]), cast(:logins as bigint[]), cast(:keys as bigint[]))
                           with ordinality h(member, login, key, n)
                      join users u on u.id = h.member
                      left join bans b on b.user_id = u.id and coalesce(b.structure_id, 0) = 0
                                      and b.lifted_at is null
                      left join login_sessions l on l.id = h.login and l.user_id = h.member
                      left join api_keys k on k.id = h.key and k.user_id = h.member
                     where u.status <> 'deleted'
                       and case when b.id is null then u.status <> 'banned' else b.until <= now() end
                       and (l.id is not null and l.ended_at is null
                            or k.is_active and (k.expires_at is null or k.expires_at > now()))
                    """);

    private static final Statement PLACES =
            Statement.of(
                    "forum.live.places",
                    Budget.ms(5),
                    """
                    select t.id, t.structure_id
                      from threads t
                     where t.id = any(:ids) and not t.is_removed and t.published_at is not null
                    """);

    private final Database database;

    LiveStore(Database database) {
        this.database = database;
    }

    /** The roles of those of {@code holders} who may go on; one statement. */
    Map<Holder, Role> standing(List<Holder> holders) {
        Map<Holder, Role> standing = new HashMap<>();
        database.list(
                        STANDING,
                        row -> Map.entry(row.integer(0), role(row.text(1))),
                        array(holders, Holder::member),
                        array(holders, holder -> id(holder, Credential.Kind.LOGIN)),
                        array(holders, holder -> id(holder, Credential.Kind.API_KEY)))
                .forEach(each -> standing.put(holders.get(each.getKey() - 1), each.getValue()));
        return standing;
    }

    /** The structures of those of {@code threads} that are shown, by thread; one statement. */
    Map<Long, Long> places(Collection<Long> threads) {
        Map<Long, Long> places = new HashMap<>();
        long[] ids = threads.stream().mapToLong(Long::longValue).toArray();
        database.list(PLACES, row -> Map.entry(row.number(0), row.number(1)), (Object) ids)
                .forEach(place -> places.put(place.getKey(), place.getValue()));
        return places;
    }

    /** 0 is nobody's. */
    private static long id(Holder holder, Credential.Kind kind) {
        return holder.kind() == kind ? holder.credential() : 0;
    }

    private static long[] array(List<Holder> holders, ToLongFunction<Holder> part) {
        return holders.stream().mapToLong(part).toArray();
    }

    /** Imported communities can hold roles that grant nothing here. */
    private static Role role(String text) {
        return switch (text) {
            case "admin" -> Role.ADMIN;
            case "moderator" -> Role.MODERATOR;
            default -> Role.MEMBER;
        };
    }
}
