package dev.stoa.app;

import dev.stoa.platform.Failure;
import dev.stoa.platform.backup.BackupRefused;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One line and an exit code for what went wrong; a trace only where asked for. */
final class Failures implements IExecutionExceptionHandler {
    private final SettingOptions options;
    private final Console console;

    Failures(SettingOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        ExitCode code = ExitCode.of(failure);
        String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        console.error(sentence);
        if (options.wantsDebug()) {
            console.trace(failure);
        } else if (code == ExitCode.FAILED
                && !(failure instanceof Failure || failure instanceof BackupRefused)) {
            console.error("--debug shows where this came from");
        }
        return code.number();
    }
}
