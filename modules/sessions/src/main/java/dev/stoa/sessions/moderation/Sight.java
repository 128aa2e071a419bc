package dev.stoa.sessions.moderation;

import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * What of reports' targets is hidden from a role: threads and posts in structures that ask for
 * more.
 */
final class Sight {
    private static final String RANK =
            "array_position(array['anon', 'member', 'moderator', 'operator', 'admin'], %s)";

    /** Whether a structure called {@code b} asks for no more than {@code :role}. */
    static final String MAY_READ =
            "coalesce(%s <= %s, false)"
                    .formatted(
                            RANK.formatted("b.read_role"), RANK.formatted("cast(:role as text)"));

    /**
     * An array of the structures that {@code :role} may not read, with all below; none for null.
     */
    static final String HIDDEN =
            """
            (with recursive hidden(id) as (
                 select b.id from forum_structure b where cast(:role as text) is not null and not %s
                 union
                 select b.id from hidden h join forum_structure b on b.parent_id = h.id)
             select coalesce(array_agg(h.id), cast('{}' as bigint[])) from hidden h)"""
                    .formatted(MAY_READ);

    /**
     * Whether the target of a report called {@code x} is outside the structures {@code q.hidden}.
     */
    static final String SHOWN =
            """
            case when cardinality(q.hidden) = 0 then true
                 when x.target_type = 'thread'
                 then coalesce((select t.structure_id <> all(q.hidden) from threads t where t.id = x.target_id), true)
                 when x.target_type = 'post'
                 then coalesce((select t.structure_id <> all(q.hidden)
                                  from posts p join threads t on t.id = p.thread_id where p.id = x.target_id), true)
                 else true end""";

    private Sight() {}

    /**
     * The role that bounds what {@code viewer} sees of others' reports; null for their own ones.
     */
    static @Nullable String role(Viewer.Member viewer) {
        return viewer.is(Role.MODERATOR) ? viewer.role().text() : null;
    }
}
