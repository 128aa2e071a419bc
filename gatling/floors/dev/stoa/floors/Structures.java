package dev.stoa.floors;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The structures' parts of cards, read once: Stoa, too, has them in memory.
 *
 * @param cards JSON objects by id
 */
record Structures(Map<Long, String> cards) {
    static Structures of(DataSource database) throws SQLException {
        Map<Long, String> cards = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select f.id, f.slug, f.name, f.path from forum_structure f")) {
            while (row.next()) {
                cards.put(
                        row.getLong(1),
                        "{\"id\":\"%d\",\"slug\":\"%s\",\"name\":\"%s\",\"path\":\"%s\"}"
                                .formatted(
                                        row.getLong(1),
                                        quoted(row.getString(2)),
                                        quoted(row.getString(3)),
                                        quoted(row.getString(4))));
            }
        }
        return new Structures(Map.copyOf(cards));
    }

    private static String quoted(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    String card(long id) {
        return cards.getOrDefault(id, "null");
    }
}
