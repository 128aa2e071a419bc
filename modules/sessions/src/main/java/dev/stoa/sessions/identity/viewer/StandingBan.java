package dev.stoa.sessions.identity.viewer;

/**
 * The SQL of a ban from all of the community, for statements that find a member {@code u}. A ban
 * that is over frees the member at once, though a job tidies up later.
 */
public final class StandingBan {
    /** Joins the ban {@code b}; the conditions are those of its unique index. */
    public static final String JOIN =
            """
            left join bans b on b.user_id = u.id and coalesce(b.structure_id, 0) = 0 and b.lifted_at is null
            """;

    /** Whether the member is banned. */
    public static final String IS =
            "case when b.id is null then u.status = 'banned' else b.until is null or b.until > now() end";

    private StandingBan() {}
}
