package dev.stoa.maintenance.top;

import dev.stoa.platform.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what a running node does, on the whole terminal or as a line each five seconds. */
@Command(
        name = "top",
        description = {
            "Shows what a running node does.",
            "On a terminal full-screen, each second, until q is pressed; into a pipe or a file a line",
            "each five seconds."
        })
public final class TopCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Option(
            names = "--url",
            description =
                    "Admin listener of the node; else that of the data folder, or of the settings.")
    private String url = "";

    @Option(names = "--once", description = "Prints one line.")
    private boolean once;

    @Option(names = "--lines", description = "Prints lines on a terminal, too.")
    private boolean asLines;

    @Option(
            names = "--interval",
            description = "Seconds between two looks: 1 full-screen, 5 for lines.")
    private int interval;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Workbench workbench;

    public TopCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() throws IOException {
        if (interval < 0 || interval > 3600) {
            throw new ParameterException(spec.commandLine(), "--interval is 1 to 3600 seconds");
        }
        try (NodeClient node = client()) {
            if (once) {
                return one(node) ? 0 : 1;
            }
            // null in some JDKs where nobody is there, an object that says so in others
            @SuppressWarnings("SystemConsoleNull")
            boolean isTerminal = System.console() != null && System.console().isTerminal();
            return isTerminal && !asLines ? screen(node) : lines(node);
        }
    }

    private NodeClient client() {
        try {
            return NodeClient.of(workbench, url);
        } catch (IllegalArgumentException _) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url: '" + url + "' is no address such as http://host:8081");
        }
    }

    private int screen(NodeClient node) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder()
                        .system(true)
                        .exec(true)
                        .jni(false)
                        .ffm(false)
                        .dumb(false)
                        .build()) {
            new FullScreen(terminal, node, Duration.ofSeconds(interval == 0 ? 1 : interval)).run();
            return 0;
        } catch (IllegalStateException _) {
            // No program there to control the terminal with.
            return lines(node);
        }
    }

    private int lines(NodeClient node) {
        try {
            // A pipe that nobody reads any more is the end.
            while (!System.out.checkError()) {
                one(node);
                Thread.sleep(Duration.ofSeconds(interval == 0 ? 5 : interval));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static boolean one(NodeClient node) {
        String time = LocalTime.now(ZoneId.systemDefault()).format(TIME);
        try {
            System.out.println(Glance.line(node, time));
            return true;
        } catch (NodeClient.Silent silent) {
            System.out.println(time + " | " + silent.getMessage());
            return false;
        }
    }
}
