package dev.stoa.platform.internal.migrate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Mends what a build of an index that was cut off left behind: an invalid index, which is kept up
 * at every write and used by no read.
 */
public final class IndexCare {
    private static final System.Logger LOG = System.getLogger(IndexCare.class.getName());

    /** What {@code reindex concurrently} calls its new index, and the old one it replaces. */
    private static final Pattern REMNANT = Pattern.compile(".*_cc(new|old)[0-9]*");

    /** Not those of a table where somebody builds one now: these are invalid until it is done. */
    private static final String INVALID =
            """
            select c.relname
              from pg_index i
              join pg_class c on c.oid = i.indexrelid
             where not i.indisvalid and c.relkind = 'i' and c.relnamespace = to_regnamespace(current_schema())
               and not exists (select 1 from pg_stat_progress_create_index p where p.relid = i.indrelid)
             order by c.relname
            """;

    private final DataSource source;

    public IndexCare(DataSource source) {
        this.source = source;
    }

    /** Names of the indexes that were dropped or built anew. */
    public List<String> mend() throws SQLException, InterruptedException {
        try (SchemaConnection connection = new SchemaConnection(source)) {
            if (connection.names(INVALID).isEmpty()) {
                return List.of();
            }
            connection.lock();
            List<String> mended = new ArrayList<>();
            for (String index : connection.names(INVALID)) {
                if (isMended(connection, index)) {
                    mended.add(index);
                }
            }
            return mended;
        }
    }

    private static boolean isMended(SchemaConnection connection, String index) {
        String quoted = '"' + index.replace("\"", "\"\"") + '"';
        boolean isRemnant = REMNANT.matcher(index).matches();
        try {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The index {0} is invalid; {1}",
                    index,
                    isRemnant ? "dropping what is left of a rebuild" : "building it anew");
            connection.execute(
                    (isRemnant
                                    ? "drop index concurrently if exists "
                                    : "reindex index concurrently ")
                            + quoted);
            return true;
        } catch (SQLException e) {
            // Reads do without it; a start that is refused helps nobody.
            LOG.log(System.Logger.Level.ERROR, "The index " + index + " stays invalid", e);
            return false;
        }
    }
}
