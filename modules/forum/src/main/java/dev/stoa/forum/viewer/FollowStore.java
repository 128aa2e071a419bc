package dev.stoa.forum.viewer;

import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What members follow, in PostgreSQL. */
final class FollowStore {
    /**
     * All that a member follows is looked at and sorted: that is bounded, and needs no index. The
     * number tells follows of one moment apart.
     */
    private static final String PAGE =
            """
            select y.created_at, y.number, y.target, y.target_id, y.slug, y.name
              from (select f.created_at, f.target, f.target_id,
                           f.target_id * 4 + case f.target when 'thread' then 0 when 'structure' then 1
                                                           when 'member' then 2 else 3 end as number,
                           coalesce(t.slug, c.slug, u.username, g.slug) as slug,
                           coalesce(t.title, c.name, u.display_name, g.name) as name
                      from follows f
                      left join threads t on f.target = 'thread' and t.id = f.target_id and %s
                      left join forum_structure c
                             on f.target = 'structure' and c.id = f.target_id and c.id <> all(cast(:hidden as bigint[]))
                      left join users u on f.target = 'member' and u.id = f.target_id and u.status <> 'deleted'
                      left join tags g on f.target = 'tag' and g.id = f.target_id
                     where f.user_id = :viewer
                       and (cast(:target as text) is null or f.target = :target)
                       and coalesce(t.id, c.id, u.id, g.id) is not null) y
             where (y.created_at, y.number) %s (cast(:at as timestamptz), :number)
             order by y.created_at %s, y.number %s
            """;

    static final LimitedStatement AFTER =
            LimitedStatement.of(
                    "forum.follows.recent",
                    Budget.ms(20),
                    PAGE.formatted(ViewerSql.SHOWN, "<", "desc", "desc"));
    static final LimitedStatement BEFORE =
            LimitedStatement.of(
                    "forum.follows.recent-before",
                    Budget.ms(20),
                    PAGE.formatted(ViewerSql.SHOWN, ">", "asc", "asc"));

    private final Database database;

    FollowStore(Database database) {
        this.database = database;
    }

    /**
     * Something that is followed.
     *
     * @param number tells those of one moment apart
     * @param target thread, structure, member or tag
     * @param slug of it; a member's username
     * @param name its title or name
     */
    record Follow(
            Instant createdAt,
            long micros,
            long number,
            String target,
            long id,
            String slug,
            String name) {
        static Follow read(Row row) {
            return new Follow(
                    row.instant(0),
                    row.micros(0),
                    row.number(1),
                    row.text(2),
                    row.number(3),
                    row.text(4),
                    row.text(5));
        }
    }

    /**
     * Whose follows are asked for.
     *
     * @param audience whose hidden structures are left out
     * @param target null for all kinds
     */
    record Asked(long viewer, Audience audience, @Nullable String target) {}

    /** Behind a place, or in front of it with the nearest first. */
    List<Follow> page(LimitedStatement way, Asked asked, Object at, long number, int limit) {
        return database.list(
                way.upTo(limit),
                Follow::read,
                asked.audience().hiddenIds(),
                asked.viewer(),
                asked.target(),
                at,
                number);
    }
}
