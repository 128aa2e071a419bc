package dev.stoa.load.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes the file of what a load asks for, and gives members API keys for it. */
final class Content {
    private static final int MEMBERS = 200;
    private static final String SCOPES =
            "{forum:read,forum:write,sessions:read,sessions:write,telemetry:write}";
    private static final String THREADS =
            """
            select s.thread_id from thread_stats s join threads t on t.id = s.thread_id
             where not t.is_removed and t.published_at is not null and not t.is_locked
             order by s.post_count desc, s.thread_id limit 20000
            """;
    private static final String STRUCTURES =
            """
            select t.structure_id from threads t
             where not t.is_removed and t.published_at is not null
             group by t.structure_id order by count(*) desc, t.structure_id limit 60
            """;
    private static final String ACTIVE =
            """
            select u.id from users u
             where u.status = 'active' and u.id < 9000000000 and u.address is not null
               and not exists (select 1 from blocks k where k.blocker_id = u.id)
             order by u.id limit %d
            """;
    private static final String TITLES = "select title from threads order by id limit 300";

    private Content() {}

    /** Returns the file. */
    static Path written(Path folder, Stage stage)
            throws SQLException, GeneralSecurityException, IOException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = stage.connection()) {
            asked(connection, THREADS).forEach(id -> lines.add("thread\t" + id));
            asked(connection, STRUCTURES).forEach(id -> lines.add("structure\t" + id));
            asked(connection, ACTIVE.formatted(5000)).forEach(id -> lines.add("member\t" + id));
            asked(connection, TITLES).stream()
                    .flatMap(title -> List.of(title.split("[^A-Za-z]+", -1)).stream())
                    .filter(word -> word.length() > 3)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .distinct()
                    .forEach(word -> lines.add("word\t" + word));
            keys(connection, stage.pepper()).forEach(key -> lines.add("key\t" + key));
        }
        return Files.write(folder.resolve("community.tsv"), lines);
    }

    /** Keys of members, in the place of those of the last run. */
    static List<String> keys(Connection connection, String pepper)
            throws SQLException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        List<String> keys = new ArrayList<>();
        try (Statement plain = connection.createStatement();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into api_keys (user_id, name, prefix, hmac, scopes) values"
                                        + " (?, 'load', ?, ?, ?::text[])")) {
            plain.execute("delete from api_keys where name = 'load'");
            for (String member : asked(connection, ACTIVE.formatted(MEMBERS))) {
                String key = "load" + member + ".of-the-load-test-" + member;
                insert.setLong(1, Long.parseLong(member));
                insert.setString(2, "load" + member);
                insert.setBytes(
                        3, mac.doFinal(("api_key:" + key).getBytes(StandardCharsets.UTF_8)));
                insert.setString(4, SCOPES);
                insert.addBatch();
                keys.add(key);
            }
            insert.executeBatch();
        }
        return keys;
    }

    static List<String> asked(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
