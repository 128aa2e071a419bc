package dev.stoa.maintenance.index;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be done about indexes, and what was, in PostgreSQL. */
final class BuildStore {
    private static final String COLUMNS =
            "b.id, b.action, b.index_name, b.table_name, b.ddl, b.status, b.attempts, b.requested_at, b.started_at, b.ended_at, b.error";

    private static final Statement REQUEST =
            Statement.of(
                    "maintenance.index-builds.request",
                    Budget.ms(20),
                    """
                    insert into index_builds (action, index_name, table_name, ddl)
                    values (:action, :index, :table, :ddl)
                    on conflict (index_name) where status in ('pending', 'running') do nothing
                    """);
    private static final Statement OPEN_OF =
            Statement.of(
                    "maintenance.index-builds.open-of",
                    Budget.ms(10),
                    "select "
                            + COLUMNS
                            + " from index_builds b where b.index_name = :index order by b.id desc limit 1");
    private static final Statement OPEN =
            Statement.of(
                    "maintenance.index-builds.open",
                    Budget.ms(10),
                    "select "
                            + COLUMNS
                            + " from index_builds b where b.status in ('pending', 'running') order by b.id");
    private static final Statement FIND =
            Statement.of(
                    "maintenance.index-builds.find",
                    Budget.ms(10),
                    "select " + COLUMNS + " from index_builds b where b.id = :id");
    private static final Statement BEGIN =
            Statement.of(
                    "maintenance.index-builds.begin",
                    Budget.ms(20),
                    """
                    update index_builds set status = 'running', attempts = attempts + 1, started_at = now()
                     where id = :id
                    """);
    private static final Statement END =
            Statement.of(
                    "maintenance.index-builds.end",
                    Budget.ms(20),
                    """
                    update index_builds set status = :status, error = :error, ended_at = now() where id = :id
                    """);
    private static final Statement TRIM =
            Statement.of(
                    "maintenance.index-builds.trim",
                    Budget.ms(20),
                    "delete from index_builds where ended_at < now() - interval '90 days'");

    private final Database database;

    BuildStore(Database database) {
        this.database = database;
    }

    /** Asks for it, unless it is asked for already; two statements. */
    IndexBuild request(Advice advice, String index) {
        return database.transaction(
                in -> {
                    in.execute(
                            REQUEST, advice.action().word(), index, advice.table(), advice.ddl());
                    return in.find(OPEN_OF, BuildStore::build, index).orElseThrow();
                });
    }

    /** What waits or did not end, the oldest first. */
    List<IndexBuild> open() {
        return database.list(OPEN, BuildStore::build);
    }

    Optional<IndexBuild> find(long id) {
        return database.find(FIND, BuildStore::build, id);
    }

    void begin(long id) {
        database.execute(BEGIN, id);
    }

    void end(long id, String status, @Nullable String error) {
        database.execute(END, status, error, id);
    }

    void trim() {
        database.execute(TRIM);
    }

    private static IndexBuild build(Row row) {
        return new IndexBuild(
                row.number(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.integer(6),
                row.instant(7),
                row.instantOrNull(8),
                row.instantOrNull(9),
                row.textOrNull(10));
    }
}
