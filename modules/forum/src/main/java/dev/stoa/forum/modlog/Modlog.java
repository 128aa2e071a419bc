package dev.stoa.forum.modlog;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** Where acts of moderators are written down: append-only. */
public final class Modlog {
    static final Statement APPEND =
            Statement.of(
                    "forum.modlog.append",
                    Budget.ms(10),
                    """
                    insert into modlog (moderator_id, action, target_type, target_id, thread_id, structure_id, reason, details)
                    values (:moderator, :action, :type, :target, :thread, :structure, :reason, cast(:details as json))
                    """);

    private Modlog() {}

    /** Writes {@code act} down with what {@code in} does; one statement. */
    public static void append(Transaction in, Act act) {
        in.execute(
                APPEND,
                act.moderator(),
                act.action(),
                act.to().type(),
                act.to().id(),
                act.to().thread(),
                act.to().structure(),
                act.reason(),
                act.details());
    }
}
