package dev.stoa.app;

import dev.stoa.platform.Node;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Nearest;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.jobs.JobRecord;
import dev.stoa.platform.jobs.JobState;
import dev.stoa.platform.jobs.JobStatus;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists jobs, or has one run at once: by a node on the database, and where none takes it up by one
 * that this process is for a moment.
 */
@Command(name = "jobs", description = "Lists the jobs of a database's nodes, or runs one at once.")
final class JobsCommand {
    /** Nodes look each second. */
    private static final Duration BY_OTHERS = Duration.ofSeconds(4);

    private static final Duration BY_OURSELVES = Duration.ofSeconds(30);
    private static final Map<String, String> FOR_A_MOMENT =
            Map.of(
                    "http.host", "127.0.0.1",
                    "http.port", "0",
                    "admin.host", "127.0.0.1",
                    "admin.port", "0",
                    "jobs.enabled", "true");

    private final SettingOptions options;
    private final Console console;
    private final Workbench workbench;
    @Spec private CommandSpec spec = CommandSpec.create();

    JobsCommand(SettingOptions options, Console console, Workbench workbench) {
        this.options = options;
        this.console = console;
        this.workbench = workbench;
    }

    @Command(name = "list", description = "Shows each job, when it is due and how it last went.")
    int list() {
        on(
                workbench::onCurrentSchema,
                jobs -> {
                    String form = "%-32s %-22s %-21s %-21s %s%n";
                    System.out.printf(form, "JOB", "SCHEDULE", "NEXT", "LAST", "STATUS");
                    for (JobState job : jobs.list()) {
                        JobRecord last = job.lastRun();
                        System.out.printf(
                                form,
                                job.name(),
                                job.schedule(),
                                next(job),
                                last == null ? "-" : shown(last.startedAt()),
                                last == null ? "-" : last.status().word());
                    }
                });
        return ExitCode.DONE.number();
    }

    @Command(name = "run", description = "Has a job run at once, and waits for its end.")
    int run(@Parameters(paramLabel = "JOB", description = "Its name.") String name) {
        List<JobRecord> ended = new ArrayList<>();
        on(workbench::onSchema, jobs -> ended.addAll(byOthers(jobs, name)));
        if (ended.isEmpty()) {
            console.say("no node takes it up: this process is one until it is done");
            ended.add(byOurselves(name));
        }
        System.out.println(line(ended.getFirst()));
        return ended.getFirst().status() == JobStatus.SUCCEEDED
                ? ExitCode.DONE.number()
                : ExitCode.FAILED.number();
    }

    private static void on(
            Consumer<BiConsumer<DatabaseAddress, Progress>> place, Consumer<Jobs> work) {
        place.accept(
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        work.accept(Jobs.on(database));
                    }
                });
    }

    private List<JobRecord> byOthers(Jobs jobs, String name) {
        if (jobs.list().isEmpty()) {
            return List.of();
        }
        requireKnown(jobs, name);
        return new AskedRun(jobs, name, console::say).within(BY_OTHERS).stream().toList();
    }

    private JobRecord byOurselves(String name) {
        Settings settings = options.settings(console, FOR_A_MOMENT);
        try (Node node =
                Node.start(settings, options.declared(), DataFolder.of(settings), console::say)) {
            Jobs jobs = Jobs.on(node.database());
            awaitNames(jobs);
            requireKnown(jobs, name);
            return new AskedRun(jobs, name, console::say)
                    .within(BY_OURSELVES)
                    .orElseThrow(() -> new IllegalStateException(name + " was not begun"));
        }
    }

    /** A database's first node makes its jobs known a moment after its start. */
    private static void awaitNames(Jobs jobs) {
        long end = System.nanoTime() + BY_OURSELVES.toNanos();
        while (jobs.list().isEmpty() && System.nanoTime() < end) {
            AskedRun.pause();
        }
    }

    private void requireKnown(Jobs jobs, String name) {
        List<String> names = jobs.list().stream().map(JobState::name).toList();
        if (!names.contains(name)) {
            String meant =
                    Nearest.of(name, names).map(near -> "; did you mean " + near + "?").orElse("");
            throw new ParameterException(
                    spec.commandLine(), "there is no job '" + name + "'" + meant);
        }
    }

    private static String line(JobRecord run) {
        Duration took = run.took();
        String seconds = took == null ? "" : " in " + took.toMillis() / 1e3 + " s";
        return run.job()
                + " "
                + run.status().word()
                + seconds
                + " on "
                + run.node()
                + because(run.error())
                + (run.details().equals("{}") ? "" : " " + run.details());
    }

    private static String because(@Nullable String error) {
        return error == null ? "" : ": " + error;
    }

    private static String next(JobState job) {
        Instant at = job.nextAt();
        return job.isRunning() ? "now" : at == null ? "disabled" : shown(at);
    }

    private static String shown(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
