package dev.stoa.forum.imports;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** Members of the staging tables become users with names of their own. */
final class MemberMerge {
    private static final Budget BUDGET = Budget.seconds(600);
    private static final Statement KNOWN =
            Statement.of(
                    "forum.import.known-users",
                    BUDGET,
                    """
                    update import_users u set id = s.id, username = ''
                      from import_sources s
                     where s.platform = :platform and s.kind = 'user' and s.source_id = u.source_id
                    """);

    /** Each name not settled yet gets the next number that was not tried for it. */
    private static final Statement NUMBER =
            Statement.of(
                    "forum.import.number-users",
                    BUDGET,
                    """
                    update import_users u set number = c.number
                      from (select i.source_id,
                                   row_number() over (partition by i.base order by i.source_id)
                                     + m.tried as number
                              from import_users i
                              join (select base, max(number) as tried from import_users group by base) m
                                on m.base = i.base
                             where i.username is null) c
                     where c.source_id = u.source_id
                    """);

    private static final Statement NAME =
            Statement.of(
                    "forum.import.name-users",
                    BUDGET,
                    """
                    update import_users u set username = c.name
                      from (select distinct on (lower(name)) x.source_id, x.name
                              from (select source_id,
                                           case when number = 1 then base
                                                else base || '-' || number end as name
                                      from import_users
                                     where username is null) x
                             where not exists (select 1 from users o
                                                where lower(o.username) = lower(x.name))
                               and not exists (select 1 from import_users o
                                                where lower(o.username) = lower(x.name))
                             order by lower(name), x.source_id) c
                     where c.source_id = u.source_id
                    """);
    private static final Statement UNNAMED =
            Statement.of(
                    "forum.import.unnamed-users",
                    BUDGET,
                    "select count(*) from import_users where username is null");
    private static final Statement IDS =
            Statement.of(
                    "forum.import.id-users",
                    BUDGET,
                    """
                    update import_users u set is_new = true, id = c.id
                      from (select source_id, nextval('users_id_seq') as id
                              from (select source_id from import_users where id is null
                                     order by source_id) o) c
                     where c.source_id = u.source_id
                    """);
    private static final Statement STORE =
            Statement.of(
                    "forum.import.store-users",
                    BUDGET,
                    """
                    insert into users (id, username, display_name, avatar_url, created_at)
                    select id, username, display_name, avatar_url, created_at
                      from import_users where is_new order by id
                    """);
    private static final Statement SOURCES =
            Statement.of(
                    "forum.import.source-users",
                    BUDGET,
                    """
                    insert into import_sources (platform, kind, source_id, id)
                    select :platform, 'user', source_id, id from import_users where is_new
                    """);
    private static final Statement KARMA =
            Statement.of(
                    "forum.import.store-karma",
                    BUDGET,
                    """
                    insert into karma_entries (user_id, type, points, created_at)
                    select id, 'import', reputation, created_at
                      from import_users where is_new and reputation <> 0 order by id
                    """);
    private static final Statement STATS =
            Statement.of(
                    "forum.import.store-member-stats",
                    BUDGET,
                    """
                    insert into member_stats (user_id, karma_points)
                    select id, reputation from import_users where is_new order by id
                    """);

    private final Transaction transaction;

    MemberMerge(Transaction transaction) {
        this.transaction = transaction;
    }

    void merge(String platform, Tally tally) {
        transaction.execute(KNOWN, platform);
        while (transaction.find(UNNAMED, row -> row.number(0)).orElse(0L) > 0) {
            transaction.execute(NUMBER);
            transaction.execute(NAME);
        }
        transaction.execute(IDS);
        tally.stored("users", transaction.execute(STORE));
        transaction.execute(SOURCES, platform);
        transaction.execute(KARMA);
        transaction.execute(STATS);
    }
}
