package dev.stoa.app;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the command line in a line or two instead of a page of usage. */
final class UsageMistakes implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine line = mistake.getCommandLine();
        line.getErr().println("stoa: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, line.getErr());
        line.getErr()
                .println(
                        "Try '"
                                + line.getCommandSpec().qualifiedName()
                                + " --help' for what it understands.");
        return ExitCode.USAGE.number();
    }
}
