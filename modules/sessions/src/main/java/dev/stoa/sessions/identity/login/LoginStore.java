package dev.stoa.sessions.identity.login;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.member.Profile;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Login sessions in PostgreSQL; of their tokens, hashes. */
final class LoginStore {
    /** The first of a family is named after itself. */
    static final Statement ADD =
            Statement.of(
                    "sessions.logins.add",
                    Budget.ms(10),
                    """
                    with next as (select nextval(pg_get_serial_sequence('login_sessions', 'id')) as id)
                    insert into login_sessions (id, family_id, user_id, token_hash, refresh_hash, expires_at,
                                                refresh_expires_at, client)
                    select next.id, coalesce(cast(:family as bigint), next.id), :member, :token, :refresh,
                           now() + :millis * interval '1 millisecond',
                           now() + :refreshMillis * interval '1 millisecond', :client
                      from next
                    returning expires_at, refresh_expires_at
                    """);

    static final Statement BY_REFRESH =
            Statement.of(
                    "sessions.logins.by-refresh",
                    Budget.ms(5),
                    """
                    select l.id, l.family_id, l.user_id, l.rotated_at is not null, l.ended_at is not null,
                           l.refresh_expires_at <= now(), l.client
                      from login_sessions l
                     where l.refresh_hash = :hash
                       for update
                    """);
    static final Statement RETIRE =
            Statement.of(
                    "sessions.logins.retire",
                    Budget.ms(5),
                    "update login_sessions set rotated_at = now() where id = :id");
    static final Statement END_FAMILY =
            Statement.of(
                    "sessions.logins.end-family",
                    Budget.ms(10),
                    """
                    update login_sessions set ended_at = now(), ended_reason = :reason
                     where family_id = :family and user_id = :member and ended_at is null
                    returning id
                    """);
    static final Statement FAMILY =
            Statement.of(
                    "sessions.logins.family",
                    Budget.ms(5),
                    "select l.family_id from login_sessions l where l.id = :id");
    static final LimitedStatement OF_MEMBER =
            LimitedStatement.of(
                    "sessions.logins.of-member",
                    Budget.ms(10),
                    """
                    select l.family_id, l.id, f.created_at, l.created_at, l.refresh_expires_at, l.seen_at, l.client,
                           l.family_id is not distinct from (select c.family_id from login_sessions c
                                                              where c.id = :current)
                      from login_sessions l
                      left join login_sessions f on f.id = l.family_id
                     where l.user_id = :member and l.ended_at is null and l.rotated_at is null
                       and l.refresh_expires_at > now()
                       and (l.created_at, l.id) < (cast(:at as timestamptz), :id)
                     order by l.created_at desc, l.id desc
                    """);
    static final Statement EXPIRE =
            Statement.of(
                    "sessions.logins.expire",
                    Budget.ms(500),
                    """
                    delete from login_sessions
                     where id in (select l.id from login_sessions l where l.refresh_expires_at < now()
                                   order by l.refresh_expires_at limit 1000)
                    """);

    private final Database database;
    private final Pepper pepper;

    LoginStore(Database database, Pepper pepper) {
        this.database = database;
        this.pepper = pepper;
    }

    /** How long tokens serve. */
    record Lives(Duration access, Duration refresh) {}

    /** A login session behind a refresh token. */
    record Refreshable(
            long id,
            long family,
            long member,
            boolean isRetired,
            boolean isEnded,
            boolean isOver,
            @Nullable String client) {
        static Refreshable read(Row row) {
            return new Refreshable(
                    row.number(0),
                    row.number(1),
                    row.number(2),
                    row.flag(3),
                    row.flag(4),
                    row.flag(5),
                    row.textOrNull(6));
        }
    }

    /**
     * A login session of {@code member}.
     *
     * @param family null begins one
     * @param client what the client calls itself
     */
    IssuedLogin add(
            Transaction in,
            Profile member,
            @Nullable Long family,
            @Nullable String client,
            Lives lives) {
        Tokens tokens = Tokens.random();
        return in.find(
                        ADD,
                        row -> new IssuedLogin(tokens, row.instant(0), row.instant(1), member),
                        family,
                        member.id(),
                        pepper.hash(Pepper.Use.TOKEN, tokens.access()),
                        pepper.hash(Pepper.Use.REFRESH, tokens.refresh()),
                        lives.access().toMillis(),
                        lives.refresh().toMillis(),
                        client)
                .orElseThrow();
    }

    /** The login session of a refresh token, which nobody else changes meanwhile. */
    Optional<Refreshable> byRefresh(Transaction in, String refresh) {
        return in.find(
                BY_REFRESH, Refreshable::read, (Object) pepper.hash(Pepper.Use.REFRESH, refresh));
    }

    void retire(Transaction in, long id) {
        in.execute(RETIRE, id);
    }

    /** Ends all of a family; the ids of those that were not ended. */
    List<Long> endFamily(Transaction in, long family, long member, String reason) {
        return in.list(END_FAMILY, row -> row.number(0), reason, family, member);
    }

    Optional<Long> family(Transaction in, long id) {
        return in.find(FAMILY, row -> row.number(0), id);
    }

    /** Behind that place, the newest first. */
    List<LoginRow> ofMember(long current, long member, Object at, long id, int limit) {
        return database.list(OF_MEMBER.upTo(limit), LoginRow::read, current, member, at, id);
    }
}
