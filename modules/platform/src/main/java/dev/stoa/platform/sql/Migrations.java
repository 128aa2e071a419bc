package dev.stoa.platform.sql;

import dev.stoa.platform.internal.migrate.IndexDefinitions;
import dev.stoa.platform.schema.Schema;
import java.util.List;
import javax.sql.DataSource;

/** The schema's change sets; what else there is to know of them is with {@link Schema}. */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is not applied yet, as {@link Schema#apply()} does.
     *
     * @return ids of the change sets applied by this call
     */
    public static List<String> apply(DataSource source) {
        return Schema.of(source).apply();
    }

    /** Ids of the change sets that are not applied yet. */
    public static List<String> pending(DataSource source) {
        return Schema.of(source).pending();
    }

    /** The indexes that the change sets make beside those of constraints. */
    public static List<IndexDefinition> indexes() {
        return IndexDefinitions.all();
    }
}
