package dev.stoa.app;

import dev.stoa.platform.DemoData;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Workbench;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills an empty database with made-up data and runs a node on it. */
@Command(name = "demo", description = "Fills an empty database with made-up data and serves it.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            defaultValue = "small",
            description = "How much: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Size size = Size.small;

    private final Workbench workbench;
    private final ServeCommand serve;
    private final List<DemoData> data;

    DemoCommand(
            SettingOptions options,
            Console console,
            Workbench workbench,
            List<FeatureProvider> features) {
        this.workbench = workbench;
        this.serve = new ServeCommand(options, console);
        this.data =
                features.stream()
                        .flatMap(feature -> feature.demo().stream())
                        .sorted(Comparator.comparingInt(DemoData::order))
                        .toList();
    }

    @Override
    public Integer call() throws Exception {
        List<String> notes = new ArrayList<>();
        workbench.onNewSchema(
                (database, progress) -> {
                    data.forEach(each -> each.fill(size.name(), database, progress));
                    data.forEach(each -> notes.addAll(each.notes(database, workbench)));
                });
        return serve.call(notes);
    }

    /** How much data; written as on the command line. */
    enum Size {
        small,
        medium,
        large
    }
}
