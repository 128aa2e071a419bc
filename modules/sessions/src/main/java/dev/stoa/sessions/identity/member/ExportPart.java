package dev.stoa.sessions.identity.member;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.util.List;

/**
 * One file of the archive.
 *
 * @param file its name
 * @param first the key that stands before all rows
 * @param rows a batch of the member's rows behind a key: the key, and the row as JSON
 */
record ExportPart(String file, String first, Statement rows) {
    static final int BATCH = 1000;

    static final Statement PROFILE =
            of(
                    "profile",
                    """
                    select u.id as key, u.id, u.address, u.username, u.display_name, u.email, u.avatar_url, u.bio,
                           u.role, u.status, u.created_at, p.last_seen_at
                      from users u left join member_presence p on p.user_id = u.id
                     where u.id = :member and u.id > cast(:after as bigint)
                    """);
    static final Statement LOGINS =
            of(
                    "logins",
                    """
                    select l.id as key, l.id, l.family_id, l.created_at, l.expires_at, l.refresh_expires_at,
                           l.rotated_at, l.ended_at, l.ended_reason, l.client, l.seen_at
                      from login_sessions l
                     where l.user_id = :member and l.id > cast(:after as bigint)
                    """);
    static final Statement KEYS =
            of(
                    "api-keys",
                    """
                    select k.id as key, k.id, k.name, k.prefix, k.scopes, k.limit_policy, k.is_active,
                           k.created_at, k.expires_at, k.revoked_at, k.last_used_at
                      from api_keys k
                     where k.user_id = :member and k.id > cast(:after as bigint)
                    """);
    static final Statement BANS =
            of(
                    "bans",
                    """
                    select b.id as key, b.id, b.structure_id, b.reason, b.created_at, b.until, b.lifted_at
                      from bans b
                     where b.user_id = :member and b.id > cast(:after as bigint)
                    """);
    static final Statement PEER_SESSIONS =
            of(
                    "peer-sessions",
                    """
                    select s.id as key, s.*
                      from (select p.* from users u join peer_sessions p on p.a_addr = u.address
                             where u.id = :member
                            union all
                            select p.* from users u join peer_sessions p on p.b_addr = u.address
                             where u.id = :member) s
                     where s.id > cast(:after as bigint)
                    """);
    static final Statement REPORTS =
            of(
                    "reports",
                    """
                    select r.id as key, r.id, r.target_type, r.target_id, r.reason, r.details, r.status, r.created_at
                      from reports r
                     where r.reporter_id = :member and r.id > cast(:after as bigint)
                    """);
    static final Statement BLOCKS =
            of(
                    "blocks",
                    """
                    select b.blocked as key, case when b.is_by_member then 'member:' || b.blocked_id else b.blocked end as blocked,
                           b.reason, b.created_at, b.expires_at
                      from blocks b
                     where b.blocker_id = :member and b.blocked > :after
                    """);
    static final Statement LEDGER =
            of(
                    "ledger",
                    """
                    select e.id as key, e.id, e.transfer_id, e.account, e.asset, e.type, e.amount,
                           e.balance_after, e.counterparty, e.note, e.created_at
                      from ledger_entries e
                     where e.user_id = :member and e.id > cast(:after as bigint)
                    """);
    static final Statement BALANCES =
            of(
                    "balances",
                    """
                    select b.asset as key, b.account, b.asset, b.amount, b.updated_at
                      from balances b
                     where b.account = 'member:' || cast(:member as bigint) and b.asset > :after
                    """);
    static final Statement KARMA =
            of(
                    "karma",
                    """
                    select k.id as key, k.id, k.type, k.points, k.thread_id, k.post_id, k.created_at
                      from karma_entries k
                     where k.user_id = :member and k.id > cast(:after as bigint)
                    """);
    static final Statement THREADS =
            of(
                    "threads",
                    """
                    select t.id as key, t.id, t.structure_id, t.kind, t.title, t.created_at, t.updated_at
                      from threads t
                     where t.user_id = :member and t.id > cast(:after as bigint)
                    """);
    static final Statement POSTS =
            of(
                    "posts",
                    """
                    select p.id as key, p.id, p.thread_id, p.parent_id, p.body, p.created_at, p.edited_at
                      from posts p
                     where p.user_id = :member and p.id > cast(:after as bigint)
                    """);
    static final Statement THREAD_VOTES =
            of(
                    "thread-votes",
                    """
                    select v.thread_id as key, v.thread_id, v.value, v.created_at from thread_votes v
                     where v.user_id = :member and v.thread_id > cast(:after as bigint)
                    """);
    static final Statement POST_VOTES =
            of(
                    "post-votes",
                    """
                    select v.post_id as key, v.post_id, v.thread_id, v.value, v.created_at from post_votes v
                     where v.user_id = :member and v.post_id > cast(:after as bigint)
                    """);
    static final Statement FAVORITES =
            of(
                    "favorites",
                    """
                    select f.thread_id as key, f.thread_id, f.created_at from favorites f
                     where f.user_id = :member and f.thread_id > cast(:after as bigint)
                    """);

    static final List<ExportPart> ALL =
            List.of(
                    new ExportPart("profile", "0", PROFILE),
                    new ExportPart("login-sessions", "0", LOGINS),
                    new ExportPart("api-keys", "0", KEYS),
                    new ExportPart("bans", "0", BANS),
                    new ExportPart("peer-sessions", "0", PEER_SESSIONS),
                    new ExportPart("reports", "0", REPORTS),
                    new ExportPart("blocks", "", BLOCKS),
                    new ExportPart("ledger", "0", LEDGER),
                    new ExportPart("balances", "", BALANCES),
                    new ExportPart("karma", "0", KARMA),
                    new ExportPart("threads", "0", THREADS),
                    new ExportPart("posts", "0", POSTS),
                    new ExportPart("thread-votes", "0", THREAD_VOTES),
                    new ExportPart("post-votes", "0", POST_VOTES),
                    new ExportPart("favorites", "0", FAVORITES));

    private static Statement of(String name, String rows) {
        return Statement.of(
                "sessions.export." + name,
                Budget.ms(200),
                "select x.key, cast(to_jsonb(x) - 'key' as text) from (\n"
                        + rows
                        + " order by key limit 1000) x");
    }
}
