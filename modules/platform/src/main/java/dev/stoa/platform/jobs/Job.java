package dev.stoa.platform.jobs;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What is done again and again, by one node at a time.
 *
 * @param name {@code <module>.<noun>.<intent>}, of all nodes and releases the same
 * @param schedule when
 * @param limit longest time of one run, its statements included; a run beyond it fails
 * @param body what is done; may fail, and may be cut off at any statement
 * @param purpose what it may be asked for beside its schedule, a word that features share; empty
 *     for nothing
 */
public record Job(String name, Schedule schedule, Duration limit, JobBody body, String purpose) {
    private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z0-9-]+){2}");

    /** The longest a run may take where nothing is said. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    public Job {
        if (!NAME.matcher(name).matches() || name.length() > 80) {
            throw new IllegalArgumentException("job name: " + name);
        }
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit of " + name + ": " + limit);
        }
    }

    /** A job with a limit of its own. */
    public Job(String name, Schedule schedule, Duration limit, JobBody body) {
        this(name, schedule, limit, body, "");
    }

    /** The same, to be asked for as {@code purpose}, e.g. {@code refresh-ranking}. */
    public Job serving(String purpose) {
        return new Job(name, schedule, limit, body, purpose);
    }

    /** A job whose runs take up to {@link #LIMIT}. */
    public static Job of(String name, Schedule schedule, JobBody body) {
        return new Job(name, schedule, LIMIT, body);
    }
}
