package dev.stoa.app;

import java.io.PrintStream;
import java.util.Optional;

/** Sentences for whoever typed the command; results go to standard output instead. */
final class Console {
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    void warn(String line) {
        out.println("stoa: warning: " + line);
    }

    void error(String line) {
        line.lines().forEach(each -> out.println("stoa: " + each));
    }

    void trace(Throwable failure) {
        failure.printStackTrace(out);
    }

    /** Whether lines can be drawn over. */
    boolean isTerminal() {
        // null in some JDKs where nobody is there, an object that says so in others
        return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    }
}
