package dev.stoa.floors;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The hot score of threads at the moment of the current snapshot.
 *
 * @param asOf that moment, in seconds since 1970
 */
record HotScore(double asOf) {
    static HotScore of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet newest =
                        statement.executeQuery(
                                "select date_part('epoch', e.created_at)"
                                        + " from thread_rank_epochs e order by e.epoch desc limit 1")) {
            newest.next();
            return new HotScore(newest.getDouble(1));
        }
    }

    /**
     * The score of a thread with {@code votes} that was opened {@code created} seconds after 1970.
     */
    double of(int votes, double created) {
        double hours = Math.max(asOf - created, 0) / 3600;
        return Math.round(votes / Math.pow(hours + 2, 1.5) * 1e6) / 1e6;
    }
}
