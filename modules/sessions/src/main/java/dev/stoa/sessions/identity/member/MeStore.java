package dev.stoa.sessions.identity.member;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member's own row in PostgreSQL, and what goes with it when they do. */
final class MeStore {
    private static final String PROFILE =
            "select "
                    + Profile.COLUMNS
                    + " from users u where u.id = :id and u.status <> 'deleted'";
    static final Statement FIND = Statement.of("sessions.members.profile", Budget.ms(5), PROFILE);
    static final Statement LOCK =
            Statement.of("sessions.members.lock", Budget.ms(5), PROFILE + " for update");
    static final Statement CHANGE =
            Statement.of(
                    "sessions.members.change",
                    Budget.ms(10),
                    """
                    update users u
                       set username = :username, display_name = :display, email = :email, avatar_url = :avatar,
                           bio = :bio, version = u.version + 1
                     where u.id = :id
                    returning\s"""
                            + Profile.COLUMNS);

    /** Locked in one order, so that the last two admins can't demote each other at once. */
    static final Statement ADMINS =
            Statement.of(
                    "sessions.members.admins",
                    Budget.ms(10),
                    """
                    select u.id from users u
                     where u.role = 'admin' and u.status = 'active'
                     order by u.id for update
                    """);

    static final Statement SET_ROLE =
            Statement.of(
                    "sessions.members.set-role",
                    Budget.ms(10),
                    """
                    update users u set role = :role, version = u.version + 1 where u.id = :id
                    returning\s"""
                            + Profile.COLUMNS);

    /** Of anyone, deleted members too. */
    static final Statement LOCK_ROLE =
            Statement.of(
                    "sessions.members.lock-role",
                    Budget.ms(5),
                    "select u.role from users u where u.id = :id for update");

    static final Statement REMEMBER =
            Statement.of(
                    "sessions.bans.remember-address",
                    Budget.ms(5),
                    """
                    update bans set address_hash = :hash
                     where user_id = :id and lifted_at is null and (until is null or until > now())
                    """);
    static final Statement FORGET =
            Statement.of(
                    "sessions.members.forget",
                    Budget.ms(10),
                    """
                    update users
                       set status = 'deleted', role = 'member', username = 'deleted-' || id,
                           display_name = 'deleted-' || id, address = null, email = null, avatar_url = null,
                           bio = null, version = version + 1
                     where id = :id
                    """);
    static final Statement END_LOGINS =
            Statement.of(
                    "sessions.logins.end-all",
                    Budget.ms(20),
                    """
                    update login_sessions set ended_at = now(), ended_reason = :reason
                     where user_id = :id and ended_at is null
                    """);
    static final Statement CLEAR_CLIENTS =
            Statement.of(
                    "sessions.logins.clear-clients",
                    Budget.ms(100),
                    "update login_sessions set client = null where user_id = :id and client is not null");
    static final Statement REVOKE_KEYS =
            Statement.of(
                    "sessions.api-keys.revoke-all",
                    Budget.ms(20),
                    """
                    update api_keys set is_active = false, revoked_at = now()
                     where user_id = :id and is_active
                    """);
    static final Statement DROP_PRESENCE =
            Statement.of(
                    "sessions.members.drop-presence",
                    Budget.ms(5),
                    "delete from member_presence where user_id = :id");
    static final Statement DROP_BLOCKS =
            Statement.of(
                    "sessions.members.drop-blocks",
                    Budget.ms(20),
                    "delete from blocks where blocker_id = :id");
    static final Statement DROP_NONCES =
            Statement.of(
                    "sessions.nonces.drop-of",
                    Budget.ms(10),
                    "delete from nonces where address = :address");

    private MeStore() {}

    static Optional<Profile> locked(Transaction in, long id) {
        return in.find(LOCK, Profile::read, id);
    }

    /** The role of a member whom nobody else changes until the transaction ends. */
    static Optional<String> lockedRole(Transaction in, long id) {
        return in.find(LOCK_ROLE, row -> row.text(0), id);
    }

    static Profile change(Transaction in, Profile to) {
        return in.find(
                        CHANGE,
                        Profile::read,
                        to.username(),
                        to.displayName(),
                        to.email(),
                        to.avatarUrl(),
                        to.bio(),
                        to.id())
                .orElseThrow();
    }

    static List<Long> admins(Transaction in) {
        return in.list(ADMINS, row -> row.number(0));
    }

    static Profile setRole(Transaction in, long id, String role) {
        return in.find(SET_ROLE, Profile::read, role, id).orElseThrow();
    }

    static void endLogins(Transaction in, long id, String reason) {
        in.execute(END_LOGINS, reason, id);
    }

    /** Bans that stand hold for whoever signs in with the address next. */
    static void remember(Transaction in, long id, byte[] address) {
        in.execute(REMEMBER, address, id);
    }

    /** What says who the member was goes; what others need to make sense stays. */
    static void forget(Transaction in, long id, @Nullable String address) {
        in.execute(FORGET, id);
        endLogins(in, id, "deleted");
        for (Statement each : List.of(CLEAR_CLIENTS, REVOKE_KEYS, DROP_PRESENCE, DROP_BLOCKS)) {
            in.execute(each, id);
        }
        if (address != null) {
            in.execute(DROP_NONCES, address);
        }
    }
}
