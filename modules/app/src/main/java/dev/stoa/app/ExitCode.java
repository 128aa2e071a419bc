package dev.stoa.app;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.InvalidSettings;
import java.net.BindException;

/** What the process's exit code says. */
enum ExitCode {
    DONE(0),
    /** Anything without a number of its own: a defect, or work that failed. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    SETTINGS(3),
    PORT_TAKEN(4),
    FOLDER_IN_USE(5),
    DATABASE(6),
    SCHEMA(7);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case InvalidSettings _ -> {
                    return SETTINGS;
                }
                case BindException _ -> {
                    return PORT_TAKEN;
                }
                case CannotStart start -> {
                    return switch (start.reason()) {
                        case PORT_TAKEN -> PORT_TAKEN;
                        case FOLDER_IN_USE -> FOLDER_IN_USE;
                        case DATABASE -> DATABASE;
                        case SCHEMA -> SCHEMA;
                    };
                }
                default -> {}
            }
        }
        return FAILED;
    }
}
