package dev.stoa.sessions.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Blocks in PostgreSQL. */
final class BlockStore {
    /**
     * Rows have no number of their own: the hash of whom they block tells two of one moment apart.
     */
    private static final String PAGE =
            """
            select %s
              from blocks k
             where k.blocker_id = :blocker and (k.expires_at is null or k.expires_at > now())
               and (k.created_at, hashtextextended(k.blocked, 0)) %s (cast(:at as timestamptz), :number)
             order by k.created_at %s, hashtextextended(k.blocked, 0) %s
            """;

    static final LimitedStatement AFTER =
            LimitedStatement.of(
                    "sessions.blocks.recent",
                    Budget.ms(10),
                    PAGE.formatted(Block.COLUMNS, "<", "desc", "desc"));
    static final LimitedStatement BEFORE =
            LimitedStatement.of(
                    "sessions.blocks.recent-before",
                    Budget.ms(10),
                    PAGE.formatted(Block.COLUMNS, ">", "asc", "asc"));

    static final Statement ADDRESS =
            Statement.of(
                    "sessions.blocks.target-address",
                    Budget.ms(5),
                    """
                    select cast(:address as text), p.id, v.address, false
                      from users v left join users p on p.address = :address
                     where v.id = :blocker
                    """);
    static final Statement MEMBER =
            Statement.of(
                    "sessions.blocks.target-member",
                    Budget.ms(5),
                    """
                    select p.address, p.id, v.address, true
                      from users v join users p on p.id = :member and p.status <> 'deleted'
                     where v.id = :blocker
                    """);
    static final Statement PUT =
            Statement.of(
                    "sessions.blocks.put",
                    Budget.ms(10),
                    """
                    insert into blocks as k (blocker_id, blocked, blocked_id, blocked_addr, is_by_member, reason, expires_at)
                    values (:blocker, coalesce(cast(:address as text), 'member:' || cast(:member as bigint)), :member,
                            :address, :byMember, :reason, :expires)
                        on conflict (blocker_id, blocked) do update
                       set blocked_id = excluded.blocked_id, reason = excluded.reason, expires_at = excluded.expires_at,
                           is_by_member = k.is_by_member and excluded.is_by_member,
                           created_at = case when k.expires_at <= now() then now() else k.created_at end
                    returning %s, k.xmax = 0
                    """
                            .formatted(Block.COLUMNS));
    static final Statement DROP_ADDRESS =
            Statement.of(
                    "sessions.blocks.drop-address",
                    Budget.ms(10),
                    "delete from blocks where blocker_id = :blocker and blocked = :address");
    static final Statement DROP_MEMBER =
            Statement.of(
                    "sessions.blocks.drop-member",
                    Budget.ms(10),
                    """
                    delete from blocks k where k.blocker_id = :blocker
                       and k.blocked in ('member:' || cast(:member as bigint),
                                         (select u.address from users u where u.id = :member))
                    """);

    /**
     * Each address once, with who blocks whom; a block is kept by address or by member. The keys of
     * both ways are written out, so that each is one probe of the primary key.
     */
    static final Statement CHECK =
            Statement.of(
                    "sessions.blocks.check",
                    Budget.ms(20),
                    """
                    select a.address, coalesce(bool_or(k.by_viewer), false), coalesce(bool_or(not k.by_viewer), false)
                      from unnest(cast(:addresses as text[])) with ordinality a(address, place)
                      join users v on v.id = :viewer
                      left join users p on p.address = a.address
                      left join lateral (
                          select true as by_viewer, m.expires_at from blocks m
                           where m.blocker_id = v.id and m.blocked = a.address
                          union all
                          select true, m.expires_at from blocks m
                           where m.blocker_id = v.id and m.blocked = 'member:' || p.id
                          union all
                          select false, m.expires_at from blocks m
                           where m.blocker_id = p.id and m.blocked = v.address
                          union all
                          select false, m.expires_at from blocks m
                           where m.blocker_id = p.id and m.blocked = 'member:' || v.id
                      ) k on k.expires_at is null or k.expires_at > now()
                     group by a.place, a.address
                     order by a.place
                    """);

    static final Statement EXPIRE =
            Statement.of(
                    "sessions.blocks.expire",
                    Budget.ms(200),
                    """
                    with due as (select d.blocker_id, d.blocked from blocks d
                                  where d.expires_at <= now() limit 1000 for update skip locked)
                    delete from blocks k using due
                     where k.blocker_id = due.blocker_id and k.blocked = due.blocked
                    returning k.blocker_id
                    """);

    private final Database database;

    BlockStore(Database database) {
        this.database = database;
    }

    /**
     * Somebody to be blocked.
     *
     * @param address theirs, null for none
     * @param member who they are, null where nobody has signed in with the address
     * @param own the blocker's address, null for none
     * @param isByMember whether the blocker named the member: their address is not for them to know
     */
    record Target(
            @Nullable String address,
            @Nullable Long member,
            @Nullable String own,
            boolean isByMember) {
        static Target read(Row row) {
            return new Target(
                    row.textOrNull(0), row.numberOrNull(1), row.textOrNull(2), row.flag(3));
        }
    }

    /** What a block says besides. */
    record Terms(@Nullable String reason, @Nullable Instant expiresAt) {}

    /** A block, and whether it was not there before. */
    record Put(Block block, boolean isNew) {
        static Put read(Row row) {
            return new Put(Block.read(row), row.flag(Block.WIDTH));
        }
    }

    /** Who blocks whom of a viewer and an address. */
    record Check(String address, boolean blocking, boolean blockedBy) {
        static Check read(Row row) {
            return new Check(row.text(0), row.flag(1), row.flag(2));
        }
    }

    /** A member's blocks behind a place, the newest first. */
    List<Block> after(long blocker, Object at, long number, int limit) {
        return database.list(AFTER.upTo(limit), Block::read, blocker, at, number);
    }

    /** A member's blocks in front of a place, the nearest first. */
    List<Block> before(long blocker, Object at, long number, int limit) {
        return database.list(BEFORE.upTo(limit), Block::read, blocker, at, number);
    }

    static Optional<Target> address(Transaction in, long blocker, String address) {
        return in.find(ADDRESS, Target::read, address, blocker);
    }

    static Optional<Target> member(Transaction in, long blocker, long member) {
        return in.find(MEMBER, Target::read, member, blocker);
    }

    static Put put(Transaction in, long blocker, Target target, Terms terms) {
        return in.find(
                        PUT,
                        Put::read,
                        blocker,
                        target.address(),
                        target.member(),
                        target.isByMember(),
                        terms.reason(),
                        terms.expiresAt())
                .orElseThrow();
    }

    static boolean dropAddress(Transaction in, long blocker, String address) {
        return in.execute(DROP_ADDRESS, blocker, address) > 0;
    }

    static boolean dropMember(Transaction in, long blocker, long member) {
        return in.execute(DROP_MEMBER, blocker, member) > 0;
    }

    /** In the order asked; one statement. */
    List<Check> check(long viewer, List<String> addresses) {
        return database.list(CHECK, Check::read, (Object) addresses.toArray(String[]::new), viewer);
    }

    /** Removes blocks whose time is over, at most a thousand; the blockers, one for each. */
    static List<Long> expire(Transaction in) {
        return in.list(EXPIRE, row -> row.number(0));
    }
}
