package dev.stoa.app;

import dev.stoa.platform.Node;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a node until it is stopped. */
@Command(
        name = "stoa",
        description = "Runs a Stoa node, with a PostgreSQL of its own unless one is named.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 wrong settings, 4 port taken,",
            "5 data folder in use, 6 database, 7 schema.",
            "Settings: 'stoa settings' prints them all."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin(name = "settings")
    private final SettingOptions options;

    private final Console console;

    ServeCommand(SettingOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return call(List.of());
    }

    /** Shows {@code notes} once it listens; {@code {origin}} in them is the node's address. */
    Integer call(List<String> notes) throws Exception {
        Settings settings = options.settings(console);
        Ports.requireFree(settings);
        var stop = UntilStopped.armed();
        Node service;
        try {
            service =
                    Node.start(settings, options.declared(), DataFolder.of(settings), console::say);
        } catch (RuntimeException e) {
            stop.release();
            throw e;
        }
        String origin = "http://" + host(settings) + ":" + service.httpPort();
        System.out.println("Stoa  " + origin);
        System.out.println(
                "Admin http://"
                        + settings.get(PlatformSettings.ADMIN_HOST)
                        + ":"
                        + service.adminPort());
        notes.forEach(note -> System.out.println(note.replace("{origin}", origin)));
        stop.thenClose(service);
        return ExitCode.DONE.number();
    }

    private static String host(Settings settings) {
        String host = settings.get(PlatformSettings.HTTP_HOST);
        return host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    }
}
