package dev.stoa.forum.viewer;

/**
 * The parts of SQL that say what a viewer may read, has read, and does not want to see, written
 * once: the badge, the list of what is unread and the flag in other lists can't disagree. All take
 * {@code :viewer}; threads are called {@code t}.
 */
public final class ViewerSql {
    /** Threads that are there for an audience; takes {@code :hidden}, ids of structures. */
    public static final String SHOWN =
            "not t.is_removed and t.published_at is not null and t.structure_id <> all(cast(:hidden as bigint[]))";

    /**
     * The viewer as one row {@code v}: until when all of the forum is read, which is at least when
     * they joined and {@code :since}, and what they want to see nothing of: members, and threads.
     * As arrays, these are found once for all threads. A block of an address counts against whoever
     * signed in with it later, too.
     */
    public static final String VIEWER =
            """
            v as materialized (
                select u.id,
                       greatest(u.created_at, cast(:since as timestamptz), a.read_until) as read_until,
                       array(select coalesce(k.blocked_id, b.id)
                               from blocks k
                               left join users b on k.blocked_id is null and b.address = k.blocked_addr
                              where k.blocker_id = u.id and (k.expires_at is null or k.expires_at > now())
                              union all
                             select m.target_id from mutes m where m.user_id = u.id and m.target = 'member')
                           as unwanted,
                       array(select m.target_id from mutes m where m.user_id = u.id and m.target = 'thread') as muted
                  from users u
                  left join user_watermarks a on a.user_id = u.id and a.structure_id = 0
                 where u.id = :viewer)
            """;

    /** What was noted of reading thread {@code t}, by primary keys; behind {@code v}. */
    public static final String READ =
            """
            left join read_states r on r.user_id = v.id and r.thread_id = t.id
            left join user_watermarks w on w.user_id = v.id and w.structure_id = t.structure_id
            """;

    /** Whether thread {@code t} is taken out of lists: muted, or by somebody unwanted. */
    public static final String UNWANTED =
            "(t.id = any(v.muted) or coalesce(t.user_id = any(v.unwanted), false))";

    /** Whether thread {@code t} has posts that the viewer has not read; behind {@link #READ}. */
    public static final String UNREAD =
            """
            (t.last_post_at > greatest(v.read_until, w.read_until)
                and t.last_post_number > coalesce(r.last_read_post_number, 0))
            """;

    private ViewerSql() {}
}
