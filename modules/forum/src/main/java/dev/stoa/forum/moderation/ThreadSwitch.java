package dev.stoa.forum.moderation;

/** A state of threads that a moderator turns on and off, and that no counter depends on. */
enum ThreadSwitch {
    LOCK("locked", "unlocked"),
    PIN("pinned", "unpinned");

    private final String on;
    private final String off;

    ThreadSwitch(String on, String off) {
        this.on = on;
        this.off = off;
    }

    boolean isOn(HeldThread thread) {
        return switch (this) {
            case LOCK -> thread.isLocked();
            case PIN -> thread.isPinned();
        };
    }

    /** In the log. */
    String action(Turn turn) {
        return "thread-" + (turn.isOn() ? on : off);
    }
}
