package dev.stoa.floors;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives some members who block nobody API keys for the load, in the place of those of the last run.
 */
final class ViewerKeys {
    private static final int VIEWERS = 200;

    private ViewerKeys() {}

    /**
     * Prints member and key, one a line.
     *
     * @param args JDBC URL, user and password of Stoa's database, and the secret that keys are
     *     hashed with
     */
    public static void main(String[] args) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(args[3].getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2]);
                Statement statement = connection.createStatement()) {
            statement.execute("delete from api_keys where name = 'floors'");
            for (long member : members(statement)) {
                String key = "floors" + member + ".of-the-load-test-" + member;
                add(
                        connection,
                        member,
                        key,
                        mac.doFinal(("api_key:" + key).getBytes(StandardCharsets.UTF_8)));
                System.out.println(member + " " + key);
            }
        }
    }

    private static List<Long> members(Statement statement) throws Exception {
        List<Long> members = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery(
                        "select u.id from users u where u.status = 'active' and not exists (select 1 from blocks k"
                                + " where k.blocker_id = u.id) order by u.id limit "
                                + VIEWERS)) {
            while (row.next()) {
                members.add(row.getLong(1));
            }
        }
        return members;
    }

    private static void add(Connection connection, long member, String key, byte[] hash)
            throws Exception {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into api_keys (user_id, name, prefix, hmac, scopes) values (?, 'floors', ?, ?, '{forum:read}')")) {
            insert.setLong(1, member);
            insert.setString(2, key.substring(0, key.indexOf('.')));
            insert.setBytes(3, hash);
            insert.execute();
        }
    }
}
