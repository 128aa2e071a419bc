package dev.stoa.sessions.identity.member;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bans in PostgreSQL. */
final class BanStore {
    static final LimitedStatement LIST =
            LimitedStatement.of(
                    "sessions.bans.list",
                    Budget.ms(20),
                    "select "
                            + BanRow.COLUMNS
                            + """
                               from bans b
                               where b.id < :before
                                 and (cast(:member as bigint) is null or b.user_id = :member)
                                 and (cast(:structure as bigint) is null or b.structure_id = :structure)
                                 and (not :standing
                                      or b.lifted_at is null and (b.until is null or b.until > now()))
                               order by b.id desc
                              """);

    /** One that is over makes room, and says since when. */
    static final Statement MAKE_ROOM =
            Statement.of(
                    "sessions.bans.make-room",
                    Budget.ms(5),
                    """
                    update bans set lifted_at = until
                     where user_id = :member
                       and coalesce(structure_id, 0) = coalesce(cast(:structure as bigint), 0)
                       and lifted_at is null and until <= now()
                    """);

    static final Statement ADD =
            Statement.of(
                    "sessions.bans.add",
                    Budget.ms(10),
                    """
                    insert into bans as b (user_id, structure_id, moderator_id, reason, until)
                    values (:member, :structure, :moderator, :reason, :until)
                    returning\s"""
                            + BanRow.COLUMNS);
    static final Statement LIFT =
            Statement.of(
                    "sessions.bans.lift",
                    Budget.ms(5),
                    """
                    update bans set lifted_at = now(), lifted_by = :moderator, address_hash = null
                     where user_id = :member
                       and coalesce(structure_id, 0) = coalesce(cast(:structure as bigint), 0)
                       and lifted_at is null
                    """);
    static final Statement MARK =
            Statement.of(
                    "sessions.members.set-status",
                    Budget.ms(5),
                    """
                    update users set status = :status, version = version + 1
                     where id = :id and status <> :status and status <> 'deleted'
                    """);

    static final Statement EXPIRE =
            Statement.of(
                    "sessions.bans.expire",
                    Budget.ms(500),
                    """
                    with over as (
                        update bans b set lifted_at = b.until, address_hash = null
                         where b.id in (select o.id from bans o where o.lifted_at is null and o.until <= now()
                                         order by o.until limit 1000)
                        returning b.user_id, b.structure_id)
                    update users u set status = 'active', version = u.version + 1
                      from (select distinct over.user_id from over where over.structure_id is null) m
                     where u.id = m.user_id and u.status = 'banned'
                    returning u.id
                    """);

    private final Database database;

    BanStore(Database database) {
        this.database = database;
    }

    /** Which bans are asked for. */
    record Filter(@Nullable Long member, @Nullable Long structure, boolean isStandingOnly) {}

    List<BanRow> list(Filter filter, long before, int limit) {
        return database.list(
                LIST.upTo(limit),
                BanRow::read,
                before,
                filter.member(),
                filter.structure(),
                filter.isStandingOnly());
    }

    /** A ban to be. */
    record Draft(
            long member,
            @Nullable Long structure,
            long moderator,
            String reason,
            @Nullable Instant until) {}

    Optional<BanRow> add(Transaction in, Draft draft) {
        in.execute(MAKE_ROOM, draft.member(), draft.structure());
        return in.find(
                ADD,
                BanRow::read,
                draft.member(),
                draft.structure(),
                draft.moderator(),
                draft.reason(),
                draft.until());
    }

    boolean lift(Transaction in, long member, @Nullable Long structure, long moderator) {
        return in.execute(LIFT, moderator, member, structure) > 0;
    }

    void mark(Transaction in, long member, String status) {
        in.execute(MARK, status, member);
    }

    /** Members whose ban is over by now; up to a thousand bans at a time. */
    List<Long> expire(Transaction in) {
        return in.list(EXPIRE, row -> row.number(0));
    }
}
