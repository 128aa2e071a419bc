package dev.stoa.platform.sql;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** The database a process works on: the one the settings name, else the embedded one. */
public final class DatabaseHome implements AutoCloseable {
    private final DatabaseAddress address;
    private final Optional<EmbeddedPostgres> embedded;

    private DatabaseHome(DatabaseAddress address, Optional<EmbeddedPostgres> embedded) {
        this.address = address;
        this.embedded = embedded;
    }

    /** For a node: an embedded database is this process's own. */
    public static DatabaseHome own(Path data, Settings settings, Consumer<String> progress) {
        return settings.has(PlatformSettings.DATABASE_URL)
                ? named(settings)
                : embedded(EmbeddedPostgres.start(data, settings, progress));
    }

    /**
     * For a command: an embedded database that a node already runs is used as it is.
     *
     * @throws CannotStart if the named database can't be reached
     */
    public static DatabaseHome join(Path data, Settings settings, Consumer<String> progress) {
        if (!settings.has(PlatformSettings.DATABASE_URL)) {
            return embedded(EmbeddedPostgres.join(data, settings, progress));
        }
        DatabaseHome home = named(settings);
        try (Connection _ = home.address().source().getConnection()) {
            return home;
        } catch (SQLException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "database.url: " + home.address() + " can't be used: " + e.getMessage(),
                    e);
        }
    }

    /**
     * The same for a command that has nothing to do where no database is.
     *
     * @throws CannotStart also where no embedded database was made in {@code data}
     */
    public static DatabaseHome existing(Path data, Settings settings, Consumer<String> progress) {
        if (!settings.has(PlatformSettings.DATABASE_URL) && !EmbeddedPostgres.isIn(data)) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "there is no database in "
                            + data
                            + ": start a node first, or name its folder (STOA_DATA)"
                            + " or its database (STOA_DATABASE_URL)");
        }
        return join(data, settings, progress);
    }

    private static DatabaseHome named(Settings settings) {
        DatabaseAddress address = DatabaseAddress.of(settings);
        try (Connection _ = address.source().getConnection()) {
            return new DatabaseHome(address, Optional.empty());
        } catch (SQLException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "the database of database.url can't be used: " + e.getMessage(),
                    e);
        }
    }

    private static DatabaseHome embedded(EmbeddedPostgres postgres) {
        return new DatabaseHome(postgres.address(), Optional.of(postgres));
    }

    public DatabaseAddress address() {
        return address;
    }

    /** Counts on {@code meters} what happens to an embedded database. */
    public void observe(MeterRegistry meters) {
        embedded.ifPresent(
                postgres ->
                        FunctionCounter.builder(
                                        "stoa.postgres.restarts",
                                        postgres,
                                        EmbeddedPostgres::restarts)
                                .description("Times the embedded PostgreSQL was started again")
                                .register(meters));
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
