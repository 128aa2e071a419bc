package dev.stoa.platform.observe;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.io.Console;
import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The log of the process, to standard error. The JDK's logging is one for all nodes of a process,
 * so the last to configure it wins.
 */
public final class Logs {
    private Logs() {}

    /**
     * Sets format and level; call it first of all, before any Helidon class is touched, which would
     * look for a file of its own.
     */
    public static void configure(Settings settings) {
        configure(settings, System.err);
    }

    static void configure(Settings settings, PrintStream out) {
        System.setProperty("io.helidon.logging.config.disabled", "true");
        LogManager.getLogManager().reset();
        Handler lines = new LogLines(out, format(settings.get(PlatformSettings.LOG_FORMAT)));
        lines.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(lines);
        LogLevels.set("", settings.get(PlatformSettings.LOG_LEVEL));
        // They tell of every pool and channel; what matters of it is in our own lines and metrics.
        LogLevels.set("com.zaxxer.hikari", "warn");
        LogLevels.set("io.helidon", "warn");
        LogLevels.set("com.github.kagkarlsson", "warn");
    }

    private static Formatter format(String name) {
        boolean text = name.equals("text") || (name.equals("auto") && isTerminal());
        return text ? new TextLines() : new JsonLines();
    }

    // JDK 22 to 24 always gave a console; 25 gives null again where there is none.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
