package dev.stoa.platform.sql;

import dev.stoa.platform.internal.migrate.IndexDefinitions;
import dev.stoa.platform.internal.migrate.Migrator;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * The schema's change sets. Each call takes one connection of the source, one runner works at a
 * time for a database, and a killed run is picked up by the next.
 */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is not applied yet; a few milliseconds where that is nothing.
     *
     * @return ids of the change sets applied by this call
     * @throws IllegalStateException where an applied change set was changed since, naming it, or
     *     one can't be applied
     */
    public static List<String> apply(DataSource source) {
        return call(() -> new Migrator(source).apply());
    }

    /** Ids of the change sets that are not applied yet. */
    public static List<String> pending(DataSource source) {
        return call(() -> new Migrator(source).pending());
    }

    /** Undoes every change set applied after {@code tag}. */
    public static void rollback(DataSource source, String tag) {
        call(
                () -> {
                    new Migrator(source).rollback(tag);
                    return tag;
                });
    }

    /** The SQL that {@link #rollback} would run. */
    public static String rollbackSql(DataSource source, String tag) {
        return call(() -> new Migrator(source).rollbackSql(tag));
    }

    /** The indexes that the change sets make beside those of constraints. */
    public static List<IndexDefinition> indexes() {
        return IndexDefinitions.all();
    }

    private static <T> T call(Callable<T> body) {
        try {
            return body.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the migration was interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("the migration failed: " + e.getMessage(), e);
        }
    }
}
