package dev.stoa.platform.jobs;

/** A run found that its job was given to another node; what it had begun is undone. */
public final class JobLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobLost(String job) {
        super(job + " was given to another node", null, false, false);
    }
}
