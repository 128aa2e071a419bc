package dev.stoa.platform.jobs;

import java.util.Locale;

/** What became of a run. */
public enum JobStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Its node was taken for dead and the job given to another; nothing of it was done after. */
    LOST;

    /** As in the table, metrics and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
