package dev.stoa.floors;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A thousand members with a key each who vote, and leave no vote behind. */
final class Voters {
    private static final long FIRST = 9_000_000_001L;
    private static final int MANY = 1000;
    private static final String MAKE =
            """
            with person as (
                insert into users (id, username, display_name) values (?, ?, 'Voter')
                on conflict (id) do nothing)
            insert into api_keys (user_id, name, prefix, hmac, scopes)
            values (?, 'measure', ?, ?, '{forum:write}')
            on conflict do nothing
            """;

    /** Counters of threads that are not what was voted, waiting deltas and all. */
    private static final String WRONG =
            """
            select count(*)
              from thread_stats s
              left join (select thread_id, count(*) filter (where value > 0) as up,
                                count(*) filter (where value < 0) as down
                           from thread_votes group by thread_id) v on v.thread_id = s.thread_id
              left join (select thread_id, sum(up) as up, sum(down) as down
                           from counter_deltas where post_id is null group by thread_id) d
                on d.thread_id = s.thread_id
             where s.up + coalesce(d.up, 0) <> coalesce(v.up, 0)
                or s.down + coalesce(d.down, 0) <> coalesce(v.down, 0)
            """;

    private static final String LEAVE =
            """
            with gone as (
                delete from thread_votes where user_id >= 9000000001 returning thread_id, value)
            insert into counter_deltas (thread_id, member_id, up, down)
            select g.thread_id, t.user_id, - count(*) filter (where value > 0),
                   - count(*) filter (where value < 0)
              from gone g join threads t on t.id = g.thread_id
             group by g.thread_id, t.user_id
            """;

    private Voters() {}

    /**
     * Makes the members and prints their keys, one a line; or counts wrong counters; or takes all
     * their votes back.
     *
     * @param args JDBC URL, user and password of Stoa's database, then {@code make} and the node's
     *     pepper of keys, or {@code wrong}, or {@code leave}
     */
    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
            switch (args[3]) {
                case "make" -> make(connection, args[4]);
                case "wrong" -> System.out.println(wrong(connection));
                default -> connection.createStatement().execute(LEAVE);
            }
        }
    }

    private static void make(Connection connection, String pepper)
            throws SQLException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        try (PreparedStatement make = connection.prepareStatement(MAKE)) {
            for (int i = 0; i < MANY; i++) {
                String key = "voter%d.measures".formatted(i);
                make.setLong(1, FIRST + i);
                make.setString(2, "voter-" + i);
                make.setLong(3, FIRST + i);
                make.setString(4, "voter" + i);
                make.setBytes(5, mac.doFinal(("api_key:" + key).getBytes(StandardCharsets.UTF_8)));
                make.addBatch();
                System.out.println(key);
            }
            make.executeBatch();
        }
    }

    private static long wrong(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WRONG)) {
            row.next();
            return row.getLong(1);
        }
    }
}
