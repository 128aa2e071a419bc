package dev.stoa.maintenance.top;

import dev.stoa.platform.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a running node and its database before a commit or a deploy. */
@Command(
        name = "check",
        description = {
            "Checks schema, indexes, health and memory of a running node.",
            "The schema must be complete, its indexes valid; the node must be one on that database,",
            "answer for its health within 100 ms and take less than 1000 MB. Exit code 1 if not."
        })
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            description =
                    "Admin listener of the node; else that of the data folder, or of the settings.")
    private String url = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Workbench workbench;

    public CheckCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>();
        try (NodeClient node = client()) {
            checks.addAll(NodeChecks.of(node));
            workbench.onDatabase(
                    (address, _) -> {
                        checks.add(MatchCheck.of(node, address));
                        checks.addAll(SchemaChecks.of(address));
                    });
        }
        System.out.printf("%-12s %-6s %s%n", "CHECK", "RESULT", "SEEN");
        checks.forEach(
                check ->
                        System.out.printf(
                                "%-12s %-6s %s%n",
                                check.name(), check.passed() ? "ok" : "FAILED", check.seen()));
        return checks.stream().allMatch(Check::passed) ? 0 : 1;
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
}
