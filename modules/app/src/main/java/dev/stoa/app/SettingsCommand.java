package dev.stoa.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints every setting with its meaning and fallback, in the form of the settings file. */
@Command(name = "settings", description = "Prints all settings, as a file to start from.")
final class SettingsCommand implements Callable<Integer> {
    private final SettingOptions options;

    SettingsCommand(SettingOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() {
        System.out.print(SettingsReference.of(options.declared()));
        return ExitCode.DONE.number();
    }
}
