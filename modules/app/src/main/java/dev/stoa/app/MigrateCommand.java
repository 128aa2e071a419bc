package dev.stoa.app;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.schema.ChangeSetState;
import dev.stoa.platform.schema.RollbackPlan;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.schema.UnknownTarget;
import dev.stoa.platform.sql.DatabaseAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings the schema to this version, says where it is, or takes it back. */
@Command(name = "migrate", description = "Brings the database's schema to this version.")
final class MigrateCommand implements Callable<Integer> {
    private static final String ROW = "%-52s %-8s %-20s %s%n";

    private final Workbench workbench;
    private final Console console;
    @Spec private CommandSpec spec = CommandSpec.create();

    MigrateCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> applied = onSchema(workbench::onNewDatabase, Schema::apply);
        applied.forEach(System.out::println);
        console.say(applied.size() + " change sets applied");
        return ExitCode.DONE.number();
    }

    @Command(
            name = "status",
            description = {
                "Lists every change set and how it stands.",
                "It is applied, pending, changed since it was applied, or unknown to this",
                "version. Ends with 7 if one was changed: the next start is refused."
            })
    int status() {
        List<ChangeSetState> states = onSchema(workbench::onDatabase, Schema::states);
        System.out.printf(ROW, "CHANGE SET", "STATE", "APPLIED", "TAG");
        states.forEach(
                state ->
                        System.out.printf(
                                ROW,
                                state.id(),
                                word(state.standing()),
                                shown(state.appliedAt()),
                                state.tag() == null ? "" : state.tag()));
        for (ChangeSetState.Standing standing : ChangeSetState.Standing.values()) {
            long count = states.stream().filter(state -> state.standing() == standing).count();
            if (count > 0) {
                console.say(count + " " + word(standing));
            }
        }
        boolean changed =
                states.stream()
                        .anyMatch(state -> state.standing() == ChangeSetState.Standing.CHANGED);
        return (changed ? ExitCode.SCHEMA : ExitCode.DONE).number();
    }

    @Command(
            name = "rollback",
            description = {
                "Undoes what was applied after a tag or a change set.",
                "Refused while nodes run on the database: they would find their tables gone."
            })
    int rollback(
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "TAG",
                            description = "The tag, or the id of a change set, to go back to.")
                    String target,
            @Option(names = "--dry-run", description = "Prints the SQL instead of running it.")
                    boolean dryRun,
            @Option(
                            names = "--while-serving",
                            description = "Does it although nodes run on the database.")
                    boolean whileServing) {
        if (dryRun) {
            RollbackPlan plan =
                    onSchema(
                            workbench::onDatabase,
                            schema -> known(() -> schema.rollbackPlan(target)));
            System.out.println(plan.sql());
            console.say(plan.changeSets().size() + " change sets would be undone");
            return ExitCode.DONE.number();
        }
        List<String> undone =
                onSchema(
                        workbench::onDatabase,
                        schema -> {
                            if (!whileServing) {
                                requireNoNodes(schema);
                            }
                            return known(() -> schema.rollback(target));
                        });
        undone.forEach(System.out::println);
        console.say(undone.size() + " change sets undone: the schema is back at " + target);
        return ExitCode.DONE.number();
    }

    private static void requireNoNodes(Schema schema) {
        int connections = schema.nodeConnections();
        if (connections > 0) {
            throw new IllegalStateException(
                    "nodes run on this database ("
                            + connections
                            + " connections): stop them first, or say --while-serving");
        }
    }

    private <T> T known(Callable<T> work) {
        try {
            return work.call();
        } catch (UnknownTarget e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String word(ChangeSetState.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(@Nullable Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static <T> T onSchema(
            Consumer<BiConsumer<DatabaseAddress, Progress>> place, Function<Schema, T> work) {
        var results = new ArrayList<T>();
        place.accept(
                (database, _) -> {
                    try {
                        results.add(work.apply(Schema.of(database.source())));
                    } catch (IllegalStateException e) {
                        throw new CannotStart(
                                CannotStart.Reason.SCHEMA, String.valueOf(e.getMessage()), e);
                    }
                });
        return results.getFirst();
    }
}
