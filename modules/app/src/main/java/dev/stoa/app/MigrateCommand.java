package dev.stoa.app;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Migrations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the schema to this version, says where it is, or takes it back. */
@Command(name = "migrate", description = "Brings the database's schema to this version.")
final class MigrateCommand implements Callable<Integer> {
    private final Workbench workbench;
    private final Console console;

    MigrateCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> applied = onSource(Migrations::apply);
        applied.forEach(System.out::println);
        console.say(applied.size() + " change sets applied");
        return ExitCode.DONE.number();
    }

    @Command(name = "status", description = "Lists the change sets that are not applied yet.")
    int status() {
        List<String> pending = onSource(Migrations::pending);
        pending.forEach(System.out::println);
        console.say(pending.size() + " change sets pending");
        return ExitCode.DONE.number();
    }

    @Command(name = "rollback", description = "Undoes what was applied after a tag.")
    int rollback(
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "TAG",
                            description = "The tag to go back to.")
                    String tag,
            @Option(names = "--dry-run", description = "Prints the SQL instead of running it.")
                    boolean dryRun) {
        if (dryRun) {
            String sql = onSource(source -> Migrations.rollbackSql(source, tag));
            System.out.println(sql);
        } else {
            onSource(
                    source -> {
                        Migrations.rollback(source, tag);
                        return tag;
                    });
            console.say("The schema is back at " + tag);
        }
        return ExitCode.DONE.number();
    }

    private <T> T onSource(Function<DataSource, T> work) {
        var results = new ArrayList<T>();
        workbench.onDatabase(
                (database, _) -> {
                    try {
                        results.add(work.apply(database.source()));
                    } catch (IllegalStateException e) {
                        throw new CannotStart(
                                CannotStart.Reason.SCHEMA, String.valueOf(e.getMessage()), e);
                    }
                });
        return results.getFirst();
    }
}
