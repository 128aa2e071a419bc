package dev.stoa.forum.structure;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.util.List;

/** The forum tree in PostgreSQL. */
final class StructureStore {
    static final Statement ALL =
            Statement.of(
                    "forum.structures.all",
                    Budget.ms(20),
                    """
                    select f.id, f.parent_id, f.kind, f.slug, f.name, f.path, f.position,
                           f.thread_count, f.post_count, f.last_post_at,
                           f.read_role, f.write_role, f.version
                      from forum_structure f
                     order by f.parent_id nulls first, f.position, f.id
                    """);

    private final Database database;

    StructureStore(Database database) {
        this.database = database;
    }

    /** All structures, parents before children, siblings in their order. */
    List<Structure> all() {
        return database.list(ALL, StructureStore::read);
    }

    static Structure read(Row row) {
        return new Structure(
                row.number(0),
                row.numberOrNull(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.integer(6),
                row.number(7),
                row.number(8),
                row.instantOrNull(9),
                row.text(10),
                row.text(11),
                row.integer(12));
    }
}
