package dev.stoa.sessions.identity.viewer;

import dev.stoa.platform.Credential;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks credentials up in PostgreSQL, each by one statement that tells all there is to know. */
final class CredentialStore {
    private static String member(String end) {
        return """
        select u.id, u.role, u.status, %s, b.reason, b.until, c.id,
               coalesce(cast(extract(epoch from %s - now()) * 1000 as bigint), 3153600000000)
        """
                .formatted(StandingBan.IS, end);
    }

    /** After a rotation the old token serves requests in flight for a minute. */
    static final Statement LOGIN =
            Statement.of(
                    "sessions.logins.resolve",
                    Budget.ms(5),
                    member("least(c.expires_at, c.rotated_at + interval '60 seconds')")
                            + """
                                from login_sessions c
                                join users u on u.id = c.user_id
                              """
                            + StandingBan.JOIN
                            + " where c.token_hash = :hash and c.ended_at is null");

    static final Statement KEY =
            Statement.of(
                    "sessions.api-keys.resolve",
                    Budget.ms(5),
                    member("c.expires_at").stripTrailing()
                            + """
                              , c.hmac, c.limit_policy, array_to_string(c.scopes, ' ')
                                from api_keys c
                                join users u on u.id = c.user_id
                              """
                            + StandingBan.JOIN
                            + " where c.prefix = :prefix and c.is_active");

    private static final byte[] NO_HASH = new byte[32];

    private final Database database;

    CredentialStore(Database database) {
        this.database = database;
    }

    Resolution login(byte[] hash) {
        return database.find(LOGIN, CredentialStore::login, (Object) hash)
                .orElseGet(Resolution.Unknown::new);
    }

    private static Resolution login(Row row) {
        Role role = role(row);
        return resolution(
                row,
                new Credential(
                        Credential.Kind.LOGIN,
                        row.number(6),
                        RoleScopes.of(role),
                        Credential.Allowance.DEFAULT));
    }

    /** The key's hash is compared, if only with nothing, whether or not its prefix is known. */
    Resolution key(String prefix, byte[] hash) {
        return database.find(KEY, row -> key(row, hash), prefix)
                .orElseGet(() -> compared(NO_HASH, hash, Resolution.Unknown::new));
    }

    private static Resolution key(Row row, byte[] hash) {
        return compared(row.bytes(8), hash, () -> key(row));
    }

    private static Resolution compared(byte[] stored, byte[] hash, Supplier<Resolution> right) {
        return MessageDigest.isEqual(stored, hash) ? right.get() : new Resolution.Unknown();
    }

    private static Resolution key(Row row) {
        // A key outlives its owner's role, but not with what the role allowed.
        Role role = role(row);
        Set<Scope> scopes = RoleScopes.named(List.of(row.text(10).split(" ")));
        scopes.retainAll(RoleScopes.of(role));
        return resolution(
                row,
                new Credential(
                        Credential.Kind.API_KEY,
                        row.number(6),
                        scopes,
                        row.text(9).equals("load")
                                ? RoleScopes.most(role)
                                : Credential.Allowance.DEFAULT));
    }

    private static Resolution resolution(Row row, Credential credential) {
        var member = new MemberId(row.number(0));
        if (row.text(2).equals("deleted")) {
            return new Resolution.Unknown();
        }
        long millis = row.number(7);
        if (millis <= 0) {
            return new Resolution.Expired();
        }
        if (row.flag(3)) {
            return new Resolution.Banned(member, row.textOrNull(4), row.instantOrNull(5));
        }
        return new Resolution.Known(
                new Viewer.Member(member, role(row), credential),
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Imported communities can hold roles that grant nothing here. */
    private static Role role(Row row) {
        return switch (row.text(1)) {
            case "admin" -> Role.ADMIN;
            case "moderator" -> Role.MODERATOR;
            default -> Role.MEMBER;
        };
    }
}
