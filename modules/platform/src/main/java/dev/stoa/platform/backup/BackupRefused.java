package dev.stoa.platform.backup;

/** A backup can't be made or used as things are; nothing was changed. */
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupRefused(String why) {
        super(why, null, false, false);
    }

    BackupRefused(String why, Throwable cause) {
        super(why, cause, false, false);
    }
}
