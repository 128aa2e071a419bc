package dev.stoa.platform.jobs;

/**
 * What a job does. Its effects belong into {@link JobRun#transaction}; whatever it does outside may
 * happen twice, when a node is frozen or dies.
 */
@FunctionalInterface
public interface JobBody {
    void run(JobRun run) throws Exception;
}
