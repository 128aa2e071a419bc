package dev.stoa.maintenance.statement;

import dev.stoa.platform.Failure;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.StatementFailed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What pg_stat_statements says of our statements, all nodes together; nothing where the server has
 * no such extension.
 */
public final class ServerStatistics {
    private static final System.Logger LOG = System.getLogger(ServerStatistics.class.getName());
    private static final Statement PRESENT =
            Statement.of(
                    "maintenance.statements.extension",
                    Budget.ms(10),
                    """
                    select to_regclass('pg_stat_statements') is not null
                           and current_setting('shared_preload_libraries') like '%pg_stat_statements%'
                    """);
    private static final Statement BY_NAME =
            Statement.of(
                    "maintenance.statements.server",
                    Budget.ms(200),
                    """
                    select q.name, count(*), sum(q.calls), sum(q.total_exec_time), max(q.max_exec_time), sum(q.rows),
                           sum(q.shared_blks_hit), sum(q.shared_blks_read), sum(q.temp_blks_written)
                      from (select substring(s.query from '/\\* ([a-z]+(\\.[a-z0-9-]+){1,3}) \\*/') as name, s.*
                              from pg_stat_statements s
                             where s.dbid = (select d.oid from pg_database d where d.datname = current_database())) q
                     where q.name is not null
                     group by q.name
                    """);

    private final Database database;

    public ServerStatistics(Database database) {
        this.database = database;
    }

    /**
     * A statement as the server saw it.
     *
     * @param queries different ids: a name may stand for more than one text
     * @param calls of all nodes since its statistics begin
     * @param totalMillis within the server
     * @param maxMillis the slowest
     * @param blocksHit found in its cache
     * @param blocksRead not found there
     * @param blocksSpilled written to temporary files
     */
    public record Served(
            long queries,
            long calls,
            double totalMillis,
            double maxMillis,
            long rows,
            long blocksHit,
            long blocksRead,
            long blocksSpilled) {}

    /** By the statement's name; empty where the server does not say; two statements. */
    public Optional<Map<String, Served>> byName() {
        try {
            if (!database.list(PRESENT, row -> row.flag(0)).getFirst()) {
                return Optional.empty();
            }
            Map<String, Served> found = new HashMap<>();
            database.list(
                    BY_NAME,
                    row ->
                            found.put(
                                    row.text(0),
                                    new Served(
                                            row.number(1),
                                            row.number(2),
                                            row.real(3),
                                            row.real(4),
                                            row.number(5),
                                            row.number(6),
                                            row.number(7),
                                            row.number(8))));
            return Optional.of(found);
        } catch (StatementFailed | Failure.Unavailable e) {
            LOG.log(System.Logger.Level.DEBUG, "pg_stat_statements does not answer", e);
            return Optional.empty();
        }
    }
}
