package dev.stoa.forum;

import dev.stoa.testkit.TestDatabase;

/** Writes a few threads by hand, for tests that must know each of them. */
public final class SmallForum {
    private final TestDatabase database;

    private SmallForum(TestDatabase database) {
        this.database = database;
    }

    /** Three structures: 1 and 2 for all, 3 below 1 for moderators; members 1 and 2. */
    public static SmallForum empty() {
        SmallForum forum = new SmallForum(TestDatabases.migrated());
        forum.database.execute(
                """
                insert into forum_structure (id, parent_id, kind, slug, name, path, read_role)
                values (1, null, 'forum', 'physics', 'Physics', 'physics', 'anon'),
                       (2, null, 'forum', 'cooking', 'Cooking', 'cooking', 'anon'),
                       (3, 1, 'forum', 'staff', 'Staff', 'physics/staff', 'moderator');
                insert into users (id, username, display_name)
                values (1001, 'marie', 'Marie Skłodowska'), (1002, 'niels-b', 'Niels Bohr')""");
        return forum;
    }

    public TestDatabase database() {
        return database;
    }

    /** A published thread with a first post; its id. */
    public long thread(int structure, String title, String body) {
        return database.number(
                """
                with t as (
                  insert into threads (structure_id, user_id, title, slug, excerpt, published_at, created_at)
                  values (%d, 1001, '%s', 'slug', left('%s', 200), now(), now()) returning id),
                s as (insert into thread_stats (thread_id, post_count) select id, 1 from t)
                select id from t"""
                        .formatted(structure, quoted(title), quoted(body)));
    }

    /** A post; its id. */
    public long post(long thread, int author, String body) {
        return database.number(
                """
                with n as (select coalesce(max(post_number), 0) + 1 as number from posts where thread_id = %1$d),
                p as (
                  insert into posts (thread_id, post_number, path, user_id, body, body_html)
                  select %1$d, n.number, to_char(n.number, 'FM0000000'), %2$d, '%3$s', '<p>%3$s</p>' from n
                  returning id, post_number),
                s as (insert into post_stats (post_id, thread_id) select id, %1$d from p),
                f as (update threads set first_post_id = p.id from p where threads.id = %1$d and p.post_number = 1)
                select id from p"""
                        .formatted(thread, author, quoted(body)));
    }

    /** Gives a thread a tag of that slug, which must be there; its card knows it, too. */
    public void tag(long thread, String slug) {
        database.execute(
                """
                insert into tags (name, slug) values ('%2$s', '%2$s') on conflict do nothing;
                insert into thread_tags (thread_id, tag_id) select %1$d, id from tags where slug = '%2$s';
                update tags set use_count = use_count + 1 where slug = '%2$s';
                update threads t
                   set tag_ids = t.tag_ids || g.id,
                       tags = (select json_agg(json_build_object('id', cast(o.id as text), 'name', o.name, 'slug', o.slug, 'color', o.color))
                                 from tags o join thread_tags a on a.tag_id = o.id where a.thread_id = t.id)
                  from tags g where g.slug = '%2$s' and t.id = %1$d"""
                        .formatted(thread, slug));
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}
