package dev.stoa.platform.sql;

/**
 * A connection that somebody holds now.
 *
 * @param work route, job or command it is lent to
 * @param statement that runs on it, or ran last; empty before the first
 * @param running whether that runs now; else its transaction waits for our own code
 * @param millis since it was lent
 * @param traceId 32 hexadecimal digits; empty outside of requests and jobs
 */
public record LentConnection(
        String work, String statement, boolean running, double millis, String traceId) {
    /** What holds it, in bounded words. */
    public String holder() {
        String what = statement.isEmpty() ? "nothing yet" : statement;
        return work + ": " + (running ? what : "after " + what);
    }
}
