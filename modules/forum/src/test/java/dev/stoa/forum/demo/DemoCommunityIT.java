package dev.stoa.forum.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.forum.TestDatabases;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommunityIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Each finds rows only where a counter differs from what it counts. */
    private static final List<String> DRIFTS =
            List.of(
                    """
                    select s.thread_id from thread_stats s
                      join threads t on t.id = s.thread_id
                      cross join lateral (
                           select count(*) as posts, count(distinct user_id) as participants
                             from posts where thread_id = t.id and not is_removed) p
                      cross join lateral (
                           select count(*) filter (where value = 1) as up,
                                  count(*) filter (where value = -1) as down
                             from thread_votes where thread_id = t.id) v
                      cross join lateral (
                           select count(*) as favorites from favorites where thread_id = t.id) f
                     where t.id <= 50
                       and (s.post_count, s.participant_count, s.up, s.down, s.vote_score,
                            s.favorite_count)
                           <> (p.posts, p.participants, v.up, v.down, v.up - v.down, f.favorites)
                    """,
                    """
                    select s.post_id from post_stats s
                      left join (select post_id, sum(value) as score, count(*) as votes
                                   from post_votes group by post_id) v on v.post_id = s.post_id
                      left join (select parent_id, count(*) as replies from posts
                                  where not is_removed group by parent_id) r
                        on r.parent_id = s.post_id
                     where (s.vote_score, s.up + s.down, s.reply_count)
                           <> (coalesce(v.score, 0), coalesce(v.votes, 0), coalesce(r.replies, 0))
                    """,
                    """
                    select m.user_id from member_stats m
                      left join (select user_id, sum(points) as points from karma_entries
                                  group by user_id) k on k.user_id = m.user_id
                      left join (select user_id, count(*) as posts from posts where not is_removed
                                  group by user_id) p on p.user_id = m.user_id
                     where (m.karma_points, m.post_count)
                           <> (coalesce(k.points, 0), coalesce(p.posts, 0))
                    """,
                    """
                    select t.id from threads t
                      left join posts p on p.thread_id = t.id and p.post_number = t.last_post_number
                      left join posts f on f.id = t.first_post_id and f.thread_id = t.id
                     where p.id is null or f.id is null or f.post_number <> 1
                        or (p.created_at, p.user_id) <> (t.last_post_at, t.last_post_user_id)
                        or t.last_post_at > '2026-01-01T00:00:00Z'
                    """,
                    """
                    select p.id from posts p left join posts a on a.id = p.parent_id
                     where p.parent_id is not null
                       and (a.thread_id <> p.thread_id or p.path not like a.path || '.%'
                            or p.depth <> a.depth + 1 or p.created_at < a.created_at)
                    """,
                    """
                    select t.id from tags t
                     where t.use_count <> (select count(*) from thread_tags x
                                             join threads r on r.id = x.thread_id
                                            where x.tag_id = t.id and not r.is_removed)
                    """,
                    """
                    select f.id from forum_structure f
                     where (f.thread_count, f.post_count)
                           <> (select count(*), coalesce(sum(s.post_count), 0)
                                 from threads t join thread_stats s on s.thread_id = t.id
                                where t.structure_id = f.id and not t.is_removed)
                    """,
                    """
                    select p.user_id from collection_progress p
                     where p.done_count <> (select count(*) from collection_items_done d
                                             where (d.collection_id, d.user_id) = (p.collection_id, p.user_id))
                    """,
                    """
                    select c.id from collections c
                     where c.item_count <> (select count(*) from collection_items i
                                              left join threads t on t.id = i.thread_id
                                             where i.collection_id = c.id
                                               and (i.thread_id is null or t.created_at <= c.created_at))
                    """);

    @Test
    void everyCounterEqualsItsRowsAndTheTableOfSizesHolds() throws Exception {
        try (TestDatabase postgres = TestDatabases.migrated();
                Database database = TestDatabases.open(postgres)) {
            List<String> indexes = postgres.rows("select indexdef from pg_indexes order by 1");
            new DemoCommunity(database, () -> {}).fill(DemoSize.SMALL, 42, NOW, Progress.NONE);

            assertThat(
                            postgres.rows(
                                    """
                                    select (select count(*) from forum_structure),
                                           (select count(*) from users), (select count(*) from threads),
                                           (select count(*) from posts),
                                           (select count(*) from thread_votes)
                                             + (select count(*) from post_votes),
                                           (select count(*) from favorites), (select count(*) from tags),
                                           (select count(*) from collections),
                                           (select count(*) from collection_items)
                                    """))
                    .containsExactly("20|500|2000|20000|30000|3000|60|20|400");
            assertThat(DRIFTS).allSatisfy(drift -> assertThat(postgres.rows(drift)).isEmpty());
            assertThat(postgres.rows("select indexdef from pg_indexes order by 1"))
                    .isEqualTo(indexes);
            assertThat(postgres.number("select count(*) from notifications where read_at is null"))
                    .isPositive();
            assertThat(postgres.number("select count(*) from collection_progress")).isPositive();
            assertThat(postgres.rows("select kind, count(game_id) > 0 from threads group by kind"))
                    .containsExactlyInAnyOrder("discussion|f", "question|f", "article|f", "clip|t");
        }
    }

    @Test
    void theSameSeedMakesTheSameCommunity() throws Exception {
        assertThat(digest(7)).isEqualTo(digest(7)).isNotEqualTo(digest(8));
    }

    private static List<String> digest(long seed) throws Exception {
        try (TestDatabase postgres = TestDatabases.migrated();
                Database database = TestDatabases.open(postgres)) {
            new DemoCommunity(database, () -> {}).fill(DemoSize.SMALL, seed, NOW, Progress.NONE);
            return postgres.rows(
                    """
                    select md5(string_agg(cast(t as text), ';' order by id)) from threads t
                    union all
                    select md5(string_agg(cast(p as text), ';' order by id)) from posts p
                    union all
                    select md5(string_agg(cast(v as text), ';' order by user_id, post_id))
                      from post_votes v
                    union all
                    select md5(string_agg(cast(i as text), ';' order by id)) from collection_items i
                    union all
                    select md5(string_agg(cast(m as text), ';' order by user_id)) from member_stats m
                    """);
        }
    }

    @Test
    void aForumWithAnythingInItIsLeftAlone() throws Exception {
        try (TestDatabase postgres = TestDatabases.migrated();
                Database database = TestDatabases.open(postgres)) {
            postgres.execute("insert into users (username, display_name) values ('ann', 'Ann')");
            assertThatThrownBy(
                            () ->
                                    new DemoCommunity(database, () -> {})
                                            .fill(DemoSize.SMALL, 42, NOW, Progress.NONE))
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContaining("not empty");
            assertThat(postgres.number("select count(*) from users")).isEqualTo(1);
        }
    }
}
