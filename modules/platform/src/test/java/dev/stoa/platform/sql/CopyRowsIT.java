package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class CopyRowsIT {
    private static CopyRows of(List<String> values) {
        Iterator<String> left = values.iterator();
        return new CopyRows(
                row -> {
                    if (!left.hasNext()) {
                        return false;
                    }
                    row.number(1).text(left.next()).text(null);
                    return true;
                });
    }

    @Test
    void whatWouldBreakARowIsEscapedAndNulsAreDropped() throws IOException {
        try (CopyRows rows = of(List.of("a\tb\nc\rd\\e\0f", "\u00e9\u20ac\ud83d\ude00\ud800"))) {
            assertThat(new String(rows.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "1\ta\\tb\\nc\\rd\\\\ef\t\\N\n1\t\u00e9\u20ac\ud83d\ude00\ufffd\t\\N\n");
        }
    }

    @Test
    void postgresReadsBackWhatWasWritten() throws Exception {
        List<String> values =
                new ArrayList<>(List.of("\\N", "\\.", "", "x".repeat(200_000), "\u2028"));
        for (int i = 0; i < 20_000; i++) {
            values.add("row\t" + i);
        }
        try (TestDatabase database = TestPostgres.fresh();
                Connection connection = database.dataSource().getConnection();
                CopyRows rows = of(values)) {
            database.execute("create table t (n int, value text, nothing text, id serial)");
            assertThat(
                            connection
                                    .unwrap(PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn("copy t (n, value, nothing) from stdin", rows))
                    .isEqualTo(values.size());
            assertThat(database.rows("select value from t order by id")).isEqualTo(values);
            assertThat(database.number("select count(*) from t where nothing is null"))
                    .isEqualTo(values.size());
        }
    }
}
