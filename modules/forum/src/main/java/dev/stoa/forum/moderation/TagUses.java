package dev.stoa.forum.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** How many shown threads carry a tag, kept when a thread appears or disappears. */
final class TagUses {
    /** Locked in the order of ids, so that no two writers wait for each other. */
    static final Statement MOVE =
            Statement.of(
                    "forum.moderation.move-tag-uses",
                    Budget.ms(10),
                    """
                    with held as materialized (
                        select g.id from tags g
                         where g.id in (select x.tag_id from threads t cross join unnest(t.tag_ids) x(tag_id)
                                         where t.id = :thread)
                         order by g.id for no key update)
                    update tags g set use_count = g.use_count + :by from held h where g.id = h.id
                    """);

    private TagUses() {}

    static void move(Transaction in, long thread, int by) {
        in.execute(MOVE, thread, by);
    }
}
