package dev.stoa.forum.viewer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Favorites, follows and mutes in PostgreSQL. */
final class RelationStore {
    /** More would make what is followed, and what is not wanted, costly to look through. */
    static final int MOST_FOLLOWS = 2000;

    static final int MOST_MUTES = 2000;

    private static final String THREAD =
            "select t.id from threads t where t.id = :id and " + ViewerSql.SHOWN;
    private static final String MEMBER =
            "select u.id from users u where u.id = :id and u.status <> 'deleted'";
    private static final String KNOWN = "select cast(:id as bigint) as id";

    static final Statement FAVOR =
            Statement.of(
                    "forum.favorites.put",
                    Budget.ms(10),
                    """
                    with t as (%s),
                    put as (
                        insert into favorites (user_id, thread_id)
                        select cast(:viewer as bigint), t.id from t
                            on conflict do nothing
                        returning thread_id)
                    select exists (select 1 from put), true from t
                    """
                            .formatted(THREAD));
    static final Statement UNFAVOR =
            Statement.of(
                    "forum.favorites.drop",
                    Budget.ms(10),
                    "delete from favorites where user_id = :viewer and thread_id = :id");

    static final Statement FOLLOW_THREAD = put("follows", "thread", THREAD, MOST_FOLLOWS);
    static final Statement FOLLOW_MEMBER = put("follows", "member", MEMBER, MOST_FOLLOWS);
    static final Statement FOLLOW_STRUCTURE = put("follows", "structure", KNOWN, MOST_FOLLOWS);
    static final Statement FOLLOW_TAG = put("follows", "tag", KNOWN, MOST_FOLLOWS);
    static final Statement MUTE_THREAD = put("mutes", "thread", THREAD, MOST_MUTES);
    static final Statement MUTE_MEMBER = put("mutes", "member", MEMBER, MOST_MUTES);

    static final Statement UNFOLLOW = drop("follows");
    static final Statement UNMUTE = drop("mutes");

    private RelationStore() {}

    /**
     * What became of something put in place.
     *
     * @param isNew whether it was not there before
     * @param isThere whether it is there now; not where there were too many already
     */
    record Put(boolean isNew, boolean isThere) {
        static Put read(Row row) {
            return new Put(row.flag(0), row.flag(1));
        }
    }

    /** One row where there is what is to be related to, none else. */
    private static Statement put(String table, String target, String source, int most) {
        return Statement.of(
                "forum." + table + ".put-" + target,
                Budget.ms(10),
                """
                with t as (%s),
                old as (
                    select count(*) as n, bool_or(o.target = '%s' and o.target_id = :id) as held
                      from %s o where o.user_id = :viewer),
                put as (
                    insert into %s (user_id, target, target_id)
                    select cast(:viewer as bigint), '%s', t.id from t cross join old where old.n < %d
                        on conflict do nothing
                    returning target_id)
                select exists (select 1 from put), coalesce(old.held, false) or exists (select 1 from put)
                  from t cross join old
                """
                        .formatted(source, target, table, table, target, most));
    }

    private static Statement drop(String table) {
        return Statement.of(
                "forum." + table + ".drop",
                Budget.ms(10),
                "delete from "
                        + table
                        + " where user_id = :viewer and target = :target and target_id = :id");
    }

    /** Empty where the thread is not there for an audience that {@code hidden} is hidden from. */
    static Optional<Put> favor(Transaction in, long viewer, long thread, long[] hidden) {
        return in.find(FAVOR, Put::read, thread, hidden, viewer);
    }

    static boolean unfavor(Transaction in, long viewer, long thread) {
        return in.execute(UNFAVOR, viewer, thread) > 0;
    }

    /**
     * Puts a follow or a mute in place.
     *
     * @param hidden structures whose threads are not there, for a statement of threads
     */
    static Optional<Put> put(
            Transaction in, Statement statement, long viewer, long id, long[] hidden) {
        @Nullable Object[] arguments =
                statement.parameters().stream()
                        .map(
                                name ->
                                        switch (name) {
                                            case "viewer" -> (Object) viewer;
                                            case "id" -> id;
                                            case "hidden" -> hidden;
                                            default -> throw new IllegalArgumentException(name);
                                        })
                        .toArray();
        return in.find(statement, Put::read, arguments);
    }

    static boolean drop(Transaction in, Statement statement, long viewer, String target, long id) {
        return in.execute(statement, viewer, target, id) > 0;
    }
}
