package dev.stoa.app;

import dev.stoa.platform.Workbench;
import dev.stoa.platform.backup.Backup;
import dev.stoa.platform.sql.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the whole database into a file. */
@Command(
        name = "backup",
        description = {
            "Copies the whole database, as it is at one moment, into a file.",
            "Nodes may go on working. The data folder's secrets are not in it: keep a copy of them elsewhere."
        })
final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Where to; a file that is there is not touched.")
    private Path file = Path.of("");

    private final Workbench workbench;
    private final Console console;

    BackupCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        workbench.onDatabase(
                (address, progress) -> {
                    try (Database database = Database.forCommand(address)) {
                        Backup.Written written = new Backup(database, progress).write(file);
                        System.out.printf(
                                "%s: %d tables, %d rows, %.1f MB in %.1f s%n",
                                file,
                                written.tables(),
                                written.rows(),
                                written.bytes() / 1e6,
                                (System.nanoTime() - started) / 1e9);
                    }
                });
        console.say("secrets.properties of the data folder is not in it; keep a copy of that, too");
        return ExitCode.DONE.number();
    }
}
