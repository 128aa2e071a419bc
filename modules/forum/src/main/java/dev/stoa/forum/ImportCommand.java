package dev.stoa.forum;

import dev.stoa.forum.imports.ImportReport;
import dev.stoa.forum.imports.StackExchangeImport;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Imports a community from a Stack Exchange data dump. */
@Command(
        name = "stackexchange",
        description = {
            "Imports a Stack Exchange data dump: all of it or nothing, and a second time nothing new.",
            "The folder holds Posts.xml, Users.xml, Tags.xml, Votes.xml and Comments.xml; its name names the site."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The folder of the dump.")
    private Path folder = Path.of("");

    private final Workbench workbench;

    ImportCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        // Before a database is made for it.
        StackExchangeImport.check(folder);
        workbench.onNewSchema(
                (address, progress) -> {
                    try (Database database = Database.forCommand(address)) {
                        told(
                                new StackExchangeImport(database, () -> Ranking.refresh(database))
                                        .run(folder, progress));
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException("the import failed", e);
                    }
                });
        return 0;
    }

    private void told(ImportReport report) {
        report.kinds()
                .forEach(
                        (kind, count) -> {
                            System.out.printf(
                                    "%-12s %,9d read %,9d stored %,9d there already%n",
                                    kind, count.read(), count.stored(), count.existing());
                            count.skipped()
                                    .forEach(
                                            (reason, rows) ->
                                                    System.out.printf(
                                                            "%12s %,9d skipped: %s%n",
                                                            "", rows, reason));
                        });
        workbench.say(report.stored() + " rows stored");
    }
}
