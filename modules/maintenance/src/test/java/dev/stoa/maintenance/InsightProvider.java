package dev.stoa.maintenance;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A feature of tests whose statements are slow, repeated, writing, or about tables of a test. */
public final class InsightProvider implements FeatureProvider {
    static final String SECRET = "hunter2 of a member";

    private static final AtomicReference<@Nullable Platform> PLATFORM = new AtomicReference<>();

    /** For ServiceLoader. */
    public InsightProvider() {}

    /** What the latest node was made of. */
    static Platform platform() {
        Platform latest = PLATFORM.get();
        if (latest == null) {
            throw new IllegalStateException("no node was started");
        }
        return latest;
    }

    @Override
    public Feature create(Platform platform) {
        PLATFORM.set(platform);
        return new Insight(platform.database());
    }

    private record Insight(Database database) implements Feature {
        private static final Statement SLOW =
                Statement.of(
                        "insight.members.slow",
                        Budget.ms(10),
                        """
                        select count(*) from users u, pg_sleep(0.12)
                         where u.username <> :secret and u.id < :most and u.display_name <> 'a quoted ''word'''
                        """);
        private static final Statement ONE =
                Statement.of(
                        "insight.members.one",
                        Budget.ms(10),
                        "select u.username from users u where u.id = :id");
        private static final Statement MARK =
                Statement.of(
                        "insight.marks.set",
                        Budget.ms(10),
                        "insert into insight_rows (n, note) values (:n, :note)");
        private static final Statement FIND =
                Statement.of(
                        "insight.marks.find",
                        Budget.ms(500),
                        "select r.note from insight_rows r where r.n = :n");
        private static final Statement LOCK =
                Statement.of(
                        "insight.marks.lock", Budget.ms(10), "select pg_try_advisory_lock(:key)");
        private static final Statement MANY =
                Statement.of(
                        "insight.marks.many",
                        Budget.ms(10),
                        """
                        select count(*) from generate_series(1, cast(:n as int)) a, generate_series(1, cast(:n as int)) b
                        """);
        private static final Statement ANALYZE =
                Statement.of("insight.marks.analyze", Budget.ms(500), "analyze insight_rows");

        private static final Param N = Param.number("n", 0, 1_000_000_000, "A number.");

        @Override
        public String name() {
            return "insight";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get("/insight/slow", "Is slow", "Text", this::slow),
                    Route.get("/insight/repeat", "Asks once a row", "Text", this::repeat),
                    Route.get("/insight/mark", "Writes a row", "Text", this::mark, N),
                    Route.get("/insight/find", "Reads rows", "Text", this::find, N),
                    Route.get("/insight/others", "Runs the rest", "Text", this::others));
        }

        private static Reply text(Object value) {
            return Reply.ok(Json.body(json -> json.writeString(String.valueOf(value))));
        }

        private Reply slow(Call call) {
            return text(database.list(SLOW, row -> row.number(0), SECRET, 4_711L));
        }

        private Reply repeat(Call call) {
            for (long id = 1; id <= 12; id++) {
                database.find(ONE, row -> row.text(0), id);
            }
            return text("done");
        }

        private Reply mark(Call call) {
            return text(database.execute(MARK, (long) call.arguments().number("n", 0), "a note"));
        }

        private Reply find(Call call) {
            return text(
                    database.list(FIND, row -> row.text(0), (long) call.arguments().number("n", 0))
                            .size());
        }

        private Reply others(Call call) {
            database.list(LOCK, row -> row.flag(0), 4_712L);
            database.list(MANY, row -> row.number(0), 3L);
            return text(database.execute(ANALYZE));
        }
    }
}
