package dev.stoa.forum.structure;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes the forum tree in PostgreSQL. */
final class StructureEditStore {
    private static final String COLUMNS =
            """
            f.id, f.parent_id, f.kind, f.slug, f.name, f.path, f.position, f.thread_count, f.post_count,
                      f.last_post_at, f.read_role, f.write_role, f.version
            """;

    /** One change of the tree at a time: each looks at all of it. */
    static final Statement LOCK =
            Statement.of(
                    "forum.structures.lock",
                    Budget.ms(20),
                    "select cast(pg_advisory_xact_lock(7306, 1) as text)");

    static final Statement ADD =
            Statement.of(
                    "forum.structures.add",
                    Budget.ms(10),
                    """
                    insert into forum_structure as f (parent_id, kind, slug, name, path, position, read_role, write_role)
                    values (:parent, :kind, :slug, :name, :path,
                            coalesce(cast(:position as int),
                                     (select coalesce(max(s.position) + 1, 0) from forum_structure s
                                       where s.parent_id is not distinct from cast(:parent as bigint))),
                            :readRole, :writeRole)
                    returning %s
                    """
                            .formatted(COLUMNS));
    static final Statement EDIT =
            Statement.of(
                    "forum.structures.edit",
                    Budget.ms(10),
                    """
                    update forum_structure f
                       set parent_id = :parent, kind = :kind, slug = :slug, name = :name, path = :path,
                           position = :position, read_role = :readRole, write_role = :writeRole,
                           version = f.version + 1
                     where f.id = :id
                    returning %s
                    """
                            .formatted(COLUMNS));
    static final Statement REPATH =
            Statement.of(
                    "forum.structures.repath",
                    Budget.ms(20),
                    """
                    update forum_structure f set path = :to || substr(f.path, length(:from) + 1)
                     where starts_with(f.path, :from || '/')
                    """);
    static final Statement IS_USED =
            Statement.of(
                    "forum.structures.is-used",
                    Budget.ms(20),
                    """
                    select exists (select 1 from forum_structure f where f.parent_id = :id)
                        or exists (select 1 from threads t where t.structure_id = :id)
                        or exists (select 1 from bans b where b.structure_id = :id)
                    """);
    static final Statement DELETE =
            Statement.of(
                    "forum.structures.delete",
                    Budget.ms(10),
                    """
                    with followed as (delete from follows where target = 'structure' and target_id = :id),
                         marked as (delete from user_watermarks where structure_id = :id)
                    delete from forum_structure where id = :id
                    """);

    private StructureEditStore() {}

    /** The whole tree as it is now, that nobody else changes until {@code in} ends. */
    static List<Structure> locked(Transaction in) {
        in.list(LOCK, row -> 0);
        return in.list(StructureStore.ALL, StructureStore::read);
    }

    static Structure add(Transaction in, StructureDraft draft, String path) {
        return in.find(
                        ADD,
                        StructureStore::read,
                        draft.parent(),
                        draft.kind(),
                        draft.slug(),
                        draft.name(),
                        path,
                        draft.position(),
                        draft.readRole(),
                        draft.writeRole())
                .orElseThrow();
    }

    /** The structure's own row, and the paths of all below it. */
    static Structure edit(Transaction in, Structure known, StructureDraft draft, String path) {
        Structure edited =
                in.find(
                                EDIT,
                                StructureStore::read,
                                draft.parent(),
                                draft.kind(),
                                draft.slug(),
                                draft.name(),
                                path,
                                position(draft.position(), known),
                                draft.readRole(),
                                draft.writeRole(),
                                known.id())
                        .orElseThrow();
        if (!path.equals(known.path())) {
            in.execute(REPATH, path, known.path());
        }
        return edited;
    }

    private static int position(@Nullable Integer asked, Structure known) {
        return asked == null ? known.position() : asked;
    }

    static boolean isUsed(Transaction in, long id) {
        return in.find(IS_USED, row -> row.flag(0), id).orElse(true);
    }

    static void delete(Transaction in, long id) {
        in.execute(DELETE, id);
    }
}
