package dev.stoa.platform.schema;

import dev.stoa.platform.internal.migrate.IndexCare;
import dev.stoa.platform.internal.migrate.IndexDefinitions;
import dev.stoa.platform.internal.migrate.Migrator;
import dev.stoa.platform.internal.migrate.ServingNodes;
import dev.stoa.platform.sql.IndexDefinition;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * The schema of one database. Each call takes a connection of its own; what changes the schema does
 * so alone, whoever else wants to.
 */
public final class Schema {
    private final DataSource source;

    private Schema(DataSource source) {
        this.source = source;
    }

    /** The schema of the database that {@code source} connects to. */
    public static Schema of(DataSource source) {
        return new Schema(source);
    }

    /**
     * Applies what is not applied yet; a few milliseconds where that is nothing.
     *
     * @return ids of the change sets applied by this call
     * @throws IllegalStateException where an applied change set was changed since, naming it, or
     *     one can't be applied
     */
    public List<String> apply() {
        return call(() -> new Migrator(source).apply());
    }

    /** Ids of the change sets that are not applied yet. Changes nothing, and waits for nobody. */
    public List<String> pending() {
        return call(() -> new Migrator(source).pending());
    }

    /**
     * Every change set of this version in the order of applying, and then those that only the
     * database knows. Changes nothing, and waits for nobody.
     */
    public List<ChangeSetState> states() {
        return call(() -> new Migrator(source).states());
    }

    /**
     * Undoes every change set applied after {@code target}, the newest first. Nodes that run on the
     * database must be stopped before: they would find their tables gone.
     *
     * @param target a tag, or the id of an applied change set
     * @return ids of those undone
     * @throws UnknownTarget where there is no such thing
     * @throws IllegalStateException where one can't be undone
     */
    public List<String> rollback(String target) {
        return call(() -> new Migrator(source).rollback(target));
    }

    /**
     * What {@link #rollback} would do. Changes nothing, and waits for nobody.
     *
     * @throws UnknownTarget where there is no such thing
     * @throws IllegalStateException where one can't be undone
     */
    public RollbackPlan rollbackPlan(String target) {
        return call(() -> new Migrator(source).rollbackPlan(target));
    }

    /** Connections that nodes, not commands, hold to the database now. */
    public int nodeConnections() {
        return call(() -> ServingNodes.connections(source));
    }

    /**
     * Sees to it that every index is valid: drops what a broken rebuild left behind, and builds
     * anew, without locking out writes, what a broken build left. One query where nothing is wrong.
     *
     * @return names of the indexes that were dropped or built
     */
    public List<String> mendIndexes() {
        return call(() -> new IndexCare(source).mend());
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
