package dev.stoa.app;

import dev.stoa.platform.config.Secrets;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the embedded database alone, so that several nodes of one machine can share it. */
@Command(
        name = "postgres",
        description = "Runs the embedded database alone and prints what nodes need to use it.")
final class PostgresCommand implements Callable<Integer> {
    private final SettingOptions options;
    private final Console console;

    PostgresCommand(SettingOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings(console);
        Path data = DataFolder.of(settings);
        var stop = UntilStopped.armed();
        EmbeddedPostgres postgres;
        try {
            postgres = EmbeddedPostgres.start(data, settings, console::say);
        } catch (RuntimeException e) {
            stop.release();
            throw e;
        }
        System.out.println(
                "# PostgreSQL runs; for each node that is to use it, besides its own STOA_DATA:");
        System.out.println("export STOA_DATABASE_URL=" + postgres.jdbcUrl());
        System.out.println("export STOA_DATABASE_USER=" + postgres.user());
        System.out.println("export STOA_DATABASE_PASSWORD=" + postgres.password());
        Secrets.of(settings, options.declared(), data)
                .texts()
                .forEach((key, text) -> System.out.println("export " + variable(key) + "=" + text));
        stop.thenClose(postgres);
        return ExitCode.DONE.number();
    }

    private static String variable(String key) {
        return "STOA_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
