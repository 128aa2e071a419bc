package dev.stoa.testkit;

/** A process that is stopped by SIGSTOP, and goes on when this is closed. */
public final class Frozen implements AutoCloseable {
    private final long pid;

    private Frozen(long pid) {
        this.pid = pid;
    }

    /** Stops the process of that number, which the test started. */
    public static Frozen process(long pid) {
        Signal.send("STOP", pid);
        return new Frozen(pid);
    }

    @Override
    public void close() {
        Signal.send("CONT", pid);
    }
}
