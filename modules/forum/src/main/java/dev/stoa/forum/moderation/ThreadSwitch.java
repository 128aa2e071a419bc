package dev.stoa.forum.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;

/** A state of threads that a moderator turns on and off, and that no counter depends on. */
final class ThreadSwitch {
    static final ThreadSwitch LOCK = new ThreadSwitch("is_locked", "locked", "unlocked");
    static final ThreadSwitch PIN = new ThreadSwitch("is_pinned", "pinned", "unpinned");

    private final Statement statement;
    private final String on;
    private final String off;

    private ThreadSwitch(String column, String on, String off) {
        this.on = on;
        this.off = off;
        this.statement =
                Statement.of(
                        "forum.moderation.set-" + on,
                        Budget.ms(10),
                        "update threads set "
                                + column
                                + " = :on, version = version + 1 where id = :id");
    }

    Statement statement() {
        return statement;
    }

    boolean isOn(HeldThread thread) {
        return this == LOCK ? thread.isLocked() : thread.isPinned();
    }

    /** In the log. */
    String action(Turn turn) {
        return "thread-" + (turn.isOn() ? on : off);
    }
}
