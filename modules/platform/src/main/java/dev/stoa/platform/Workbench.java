package dev.stoa.platform;

import dev.stoa.platform.config.Secrets;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.DatabaseHome;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What commands work with: the database of the settings, whether a node runs it or nobody does, and
 * someone to tell how far the work is.
 */
public final class Workbench {
    private final Supplier<Settings> settings;
    private final Function<Settings, Path> data;
    private final Consumer<String> lines;
    private final Progress progress;
    private final Collection<? extends Setting<?>> declared;

    /**
     * @param settings asked when a command runs, after its options are known
     * @param data the data folder of settings
     * @param lines told sentences for a person
     * @param declared all settings there are, for the secrets among them
     */
    public Workbench(
            Supplier<Settings> settings,
            Function<Settings, Path> data,
            Consumer<String> lines,
            Progress progress,
            Collection<? extends Setting<?>> declared) {
        this.declared = declared;
        this.settings = settings;
        this.data = data;
        this.lines = lines;
        this.progress = progress;
    }

    /** The settings, with the command's options. */
    public Settings settings() {
        return settings.get();
    }

    /** Where the node of these settings listens, if one has its data folder. */
    public Optional<NodeAddress> node() {
        return NodeAddress.of(data.apply(settings.get()));
    }

    /**
     * Runs {@code work} on the database that is there, brought to this version's schema first.
     *
     * @throws CannotStart where there is none
     */
    public void onSchema(BiConsumer<DatabaseAddress, Progress> work) {
        onDatabase(migrated(work));
    }

    /**
     * Runs {@code work} on the database that is there, as it is.
     *
     * @throws CannotStart where there is none
     */
    public void onDatabase(BiConsumer<DatabaseAddress, Progress> work) {
        Settings said = settings.get();
        try (var home = DatabaseHome.existing(data.apply(said), said, lines)) {
            work.accept(home.address(), progress);
        }
    }

    /**
     * Runs {@code work}, which only looks, on the database that is there; changes nothing.
     *
     * @throws CannotStart where there is none, or its schema is older than this version's
     */
    public void onCurrentSchema(BiConsumer<DatabaseAddress, Progress> work) {
        onDatabase(
                (database, watched) -> {
                    int pending = Schema.of(database.source()).pending().size();
                    if (pending > 0) {
                        throw new CannotStart(
                                CannotStart.Reason.SCHEMA,
                                "the database's schema is older than this version, by "
                                        + pending
                                        + " change sets: run 'stoa migrate' or start a node first");
                    }
                    work.accept(database, watched);
                });
    }

    /** How far work is told to whom. */
    public Progress progress() {
        return progress;
    }

    /** As {@link #onSchema}; makes an embedded database where there is none. */
    public void onNewSchema(BiConsumer<DatabaseAddress, Progress> work) {
        onNewDatabase(migrated(work));
    }

    /** As {@link #onDatabase}; makes an embedded one where there is none. */
    public void onNewDatabase(BiConsumer<DatabaseAddress, Progress> work) {
        Settings said = settings.get();
        try (var home = DatabaseHome.join(data.apply(said), said, lines)) {
            work.accept(home.address(), progress);
        }
    }

    private static BiConsumer<DatabaseAddress, Progress> migrated(
            BiConsumer<DatabaseAddress, Progress> work) {
        return (database, watched) -> {
            Schema.of(database.source()).apply();
            work.accept(database, watched);
        };
    }

    /**
     * The key under a declared secret's name, as nodes on the same database have it.
     *
     * @throws dev.stoa.platform.config.InvalidSettings if it must be set and isn't
     */
    public byte[] secret(Setting<String> secret) {
        Settings said = settings.get();
        return Secrets.of(said, declared, data.apply(said)).key(secret);
    }

    /** Tells a person something. */
    public void say(String line) {
        lines.accept(line);
    }
}
