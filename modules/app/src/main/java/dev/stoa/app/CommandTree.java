package dev.stoa.app;

import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Workbench;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands: our own, and those the features bring. */
final class CommandTree {
    private final SettingOptions options = new SettingOptions();
    private final Console console = new Console(System.err);
    private final Map<String, String> groups = new HashMap<>();
    private final CommandLine line;

    CommandTree() {
        List<FeatureProvider> features =
                ServiceLoader.load(FeatureProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        options.declare(features);
        var workbench =
                new Workbench(
                        () -> options.settings(console),
                        DataFolder::of,
                        console::say,
                        new ProgressBars(console),
                        options.declared());
        this.line = new CommandLine(new ServeCommand(options, console));
        line.addSubcommand(new BackupCommand(workbench, console));
        line.addSubcommand(new DemoCommand(options, console, workbench, features));
        line.addSubcommand(new JobsCommand(options, console, workbench));
        line.addSubcommand(new MigrateCommand(workbench, console));
        line.addSubcommand(new PostgresCommand(options, console));
        line.addSubcommand(new RestoreCommand(workbench, console));
        line.addSubcommand(new SettingsCommand(options));
        line.addSubcommand(new TrainCommand(options, console));
        features.forEach(feature -> groups.putAll(feature.commandGroups()));
        features.stream()
                .flatMap(feature -> feature.commands(workbench).stream())
                .forEach(this::add);
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setParameterExceptionHandler(new UsageMistakes());
        line.setExecutionExceptionHandler(new Failures(options, console));
    }

    private void add(FeatureCommand command) {
        if (command.group().isEmpty()) {
            line.addSubcommand(command.command());
            return;
        }
        CommandLine group = line.getSubcommands().get(command.group());
        if (group == null) {
            var spec = CommandSpec.create().name(command.group());
            spec.usageMessage()
                    .description(groups.getOrDefault(command.group(), "See its commands."));
            group = new CommandLine(spec);
            line.addSubcommand(command.group(), group);
        }
        group.addSubcommand(command.command());
    }

    int run(String... arguments) {
        return line.execute(arguments);
    }
}
