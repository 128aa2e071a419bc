package dev.stoa.forum.collection;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What changes collections in PostgreSQL, each in a transaction of its caller's. */
final class CollectionWrites {
    static final Statement LOCK =
            Statement.of(
                    "forum.collections.lock",
                    Budget.ms(10),
                    """
                    select c.user_id, c.published_at is not null, c.item_count, c.version
                      from collections c where c.id = :id and not c.is_removed for update
                    """);
    static final Statement OPEN =
            Statement.of(
                    "forum.collections.open",
                    Budget.ms(10),
                    """
                    with c as (
                        insert into collections (user_id, title, description, published_at)
                        values (:owner, :title, :description, case when :published then now() end)
                        returning *)
                    select %s from c left join users a on a.id = c.user_id
                    """
                            .formatted(CollectionRow.COLUMNS));

    /** Published once, it keeps its place in lists however often it is hidden and shown. */
    static final Statement CHANGE =
            Statement.of(
                    "forum.collections.change",
                    Budget.ms(10),
                    """
                    with c as (
                        update collections x
                           set title = coalesce(cast(:title as text), x.title),
                               description = coalesce(cast(:description as text), x.description),
                               published_at = case cast(:published as boolean)
                                                   when true then coalesce(x.published_at, now())
                                                   when false then null
                                                   else x.published_at end,
                               updated_at = now(), version = x.version + 1
                         where x.id = :id
                        returning *)
                    select %s from c left join users a on a.id = c.user_id
                    """
                            .formatted(CollectionRow.COLUMNS));

    static final Statement REMOVE =
            Statement.of(
                    "forum.collections.remove",
                    Budget.ms(10),
                    """
                    update collections set is_removed = true, updated_at = now(), version = version + 1
                     where id = :id
                    """);

    private CollectionWrites() {}

    /**
     * A collection as it is while locked.
     *
     * @param owner who made it
     */
    record Locked(long owner, boolean isPublished, int itemCount, int version) {
        static Locked read(Row row) {
            return new Locked(row.number(0), row.flag(1), row.integer(2), row.integer(3));
        }
    }

    /**
     * What an edit gives another value; null leaves it as it is.
     *
     * @param published whether it is shown
     */
    record Edit(
            @Nullable String title, @Nullable String description, @Nullable Boolean published) {}

    /** Until the transaction ends, nobody else changes it. */
    static Optional<Locked> lock(Transaction in, long id) {
        return in.find(LOCK, Locked::read, id);
    }

    static CollectionRow open(Transaction in, long owner, String title, Edit edit) {
        return in.find(
                        OPEN,
                        CollectionRow::read,
                        owner,
                        title,
                        edit.description() == null ? "" : edit.description(),
                        Boolean.TRUE.equals(edit.published()))
                .orElseThrow();
    }

    static CollectionRow change(Transaction in, long id, Edit edit) {
        return in.find(
                        CHANGE,
                        CollectionRow::read,
                        edit.title(),
                        edit.description(),
                        edit.published(),
                        id)
                .orElseThrow();
    }

    static void remove(Transaction in, long id) {
        in.execute(REMOVE, id);
    }
}
