package dev.stoa.app;

import dev.stoa.platform.Workbench;
import dev.stoa.platform.backup.BackupFile;
import dev.stoa.platform.backup.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fills an empty database from a backup. */
@Command(
        name = "restore",
        description = {
            "Fills an empty database from a file that 'stoa backup' wrote.",
            "It may be of this version or an older one. What is not whole, or a database that is not",
            "empty, is refused."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What 'stoa backup' wrote.")
    private Path file = Path.of("");

    private final Workbench workbench;
    private final Console console;

    RestoreCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        // Checked before anything is made.
        try (BackupFile backup = BackupFile.whole(file, workbench.progress())) {
            restore(backup, started);
        }
        return ExitCode.DONE.number();
    }

    private void restore(BackupFile backup, long started) {
        workbench.onNewDatabase(
                (address, progress) -> {
                    Restore.Restored restored = new Restore(address, progress).from(backup);
                    System.out.printf(
                            "%s, of %s: %d tables, %d rows in %.1f s%n",
                            file,
                            restored.madeAt(),
                            restored.tables(),
                            restored.rows(),
                            (System.nanoTime() - started) / 1e9);
                    if (restored.migrated() > 0) {
                        console.say(restored.migrated() + " change sets applied since");
                    }
                });
    }
}
