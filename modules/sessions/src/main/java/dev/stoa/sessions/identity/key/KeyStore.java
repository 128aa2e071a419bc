package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Credential;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** API keys in PostgreSQL; of their secrets, hashes. */
final class KeyStore {
    /** Most keys that a member can have at once. */
    static final int MOST = 50;

    private static final String KEY =
            """
            select k.id, k.user_id, u.username, k.name, k.prefix, array_to_string(k.scopes, ' '), k.limit_policy,
                   k.is_active and (k.expires_at is null or k.expires_at > now()),
                   k.created_at, k.expires_at, k.revoked_at, k.last_used_at, k.replaced_by
              from api_keys k
              join users u on u.id = k.user_id
            """;
    static final LimitedStatement OF_MEMBER =
            LimitedStatement.of(
                    "sessions.api-keys.of-member",
                    Budget.ms(10),
                    KEY + " where k.user_id = :owner and k.id < :before order by k.id desc");
    static final Statement FIND =
            Statement.of(
                    "sessions.api-keys.find",
                    Budget.ms(5),
                    KEY + " where k.id = :id and k.user_id = :owner for update of k");

    /** For the command line; an empty name stands for all members. */
    static final Statement ALL =
            Statement.of(
                    "sessions.api-keys.all",
                    Budget.seconds(5),
                    KEY
                            + """
                               where :name = '' or lower(u.username) = lower(:name)
                               order by k.id
                              """);

    static final Statement OWNER =
            Statement.of(
                    "sessions.api-keys.owner",
                    Budget.ms(5),
                    """
                    select u.id, u.role from users u
                     where lower(u.username) = lower(:name) and u.status <> 'deleted'
                    """);

    /** Who adds a key counts the others first: members get theirs one after the other. */
    static final Statement LOCK =
            Statement.of(
                    "sessions.api-keys.lock-owner",
                    Budget.ms(5),
                    "select u.id from users u where u.id = :owner for no key update");

    static final Statement ADD =
            Statement.of(
                    "sessions.api-keys.add",
                    Budget.ms(10),
                    """
                    insert into api_keys (user_id, name, prefix, hmac, scopes, limit_policy, expires_at)
                    select :owner, :name, :prefix, :hmac, string_to_array(:scopes, ' '), :policy,
                           cast(:expires as timestamptz)
                     where (select count(*) from api_keys k
                             where k.user_id = :owner and k.is_active
                               and (k.expires_at is null or k.expires_at > now())) < :most
                    returning id
                    """);
    static final Statement REVOKE =
            Statement.of(
                    "sessions.api-keys.revoke",
                    Budget.ms(5),
                    """
                    update api_keys set is_active = false, revoked_at = now()
                     where id = :id and user_id = :owner and is_active
                    """);
    static final Statement REVOKE_PREFIX =
            Statement.of(
                    "sessions.api-keys.revoke-prefix",
                    Budget.ms(5),
                    """
                    update api_keys set is_active = false, revoked_at = now()
                     where prefix = :prefix and is_active
                    """);
    static final Statement REVOKE_NAMED =
            Statement.of(
                    "sessions.api-keys.revoke-named",
                    Budget.ms(5),
                    """
                    update api_keys set is_active = false, revoked_at = now()
                     where user_id = :owner and name = :name and is_active
                    """);

    /** With no time left it ends at once. */
    static final Statement REPLACE =
            Statement.of(
                    "sessions.api-keys.replace",
                    Budget.ms(5),
                    """
                    update api_keys
                       set replaced_by = :next, is_active = :millis > 0,
                           revoked_at = case when :millis > 0 then null else now() end,
                           expires_at = least(expires_at, now() + :millis * interval '1 millisecond')
                     where id = :id
                    """);

    /** Owners see a key that has ended for three months more. */
    static final Statement FORGET =
            Statement.of(
                    "sessions.api-keys.forget",
                    Budget.ms(500),
                    """
                    delete from api_keys
                     where id in (select k.id from api_keys k
                                   where coalesce(least(k.revoked_at, k.expires_at), k.revoked_at, k.expires_at)
                                         < now() - interval '90 days'
                                   order by k.id limit 1000)
                    """);

    private final Database database;
    private final Pepper pepper;

    KeyStore(Database database, Pepper pepper) {
        this.database = database;
        this.pepper = pepper;
    }

    /** Someone keys can be made for. */
    record Owner(long id, Role role) {}

    Optional<Owner> owner(String username) {
        return database.find(OWNER, row -> new Owner(row.number(0), role(row.text(1))), username);
    }

    private static Role role(String text) {
        return switch (text) {
            case "admin" -> Role.ADMIN;
            case "moderator" -> Role.MODERATOR;
            default -> Role.MEMBER;
        };
    }

    /** Nobody else makes keys of {@code owner} until the transaction ends. */
    void lock(Transaction in, MemberId owner) {
        in.find(LOCK, row -> row.number(0), owner.value());
    }

    /** Makes the key after {@link #lock}; empty where the owner has {@link #MOST} already. */
    Optional<Long> add(Transaction in, KeyOrder order, KeyText text) {
        return add(in, order, text, MOST);
    }

    /** The same, where the owner has fewer than {@code most}. */
    Optional<Long> add(Transaction in, KeyOrder order, KeyText text, int most) {
        return in.find(
                ADD,
                row -> row.number(0),
                order.owner().value(),
                order.name(),
                text.prefix(),
                pepper.hash(Pepper.Use.API_KEY, text.whole()),
                String.join(" ", order.scopes().stream().map(Scope::text).sorted().toList()),
                order.allowance() == Credential.Allowance.LOAD ? "load" : "default",
                order.expiresAt(),
                most);
    }

    /** A member's keys made before the key {@code before}, the newest first. */
    List<KeyRow> ofMember(long owner, long before, int limit) {
        return database.list(OF_MEMBER.upTo(limit), KeyRow::read, owner, before);
    }

    List<KeyRow> all(String username) {
        return database.list(ALL, KeyRow::read, username);
    }

    /** The key, which nobody else changes until the transaction ends. */
    Optional<KeyRow> find(Transaction in, long id, long owner) {
        return in.find(FIND, KeyRow::read, id, owner);
    }

    boolean revoke(Transaction in, long id, long owner) {
        return in.execute(REVOKE, id, owner) > 0;
    }

    boolean revoke(String prefix) {
        return database.execute(REVOKE_PREFIX, prefix) > 0;
    }

    void revokeNamed(Transaction in, long owner, String name) {
        in.execute(REVOKE_NAMED, owner, name);
    }

    /** The key serves for {@code overlap} more, then its follower alone. */
    void replace(Transaction in, long id, long next, Duration overlap) {
        in.execute(REPLACE, next, overlap.toMillis(), id);
    }
}
