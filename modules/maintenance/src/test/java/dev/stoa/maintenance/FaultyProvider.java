package dev.stoa.maintenance;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A feature of tests whose routes have a defect and take their time. */
public final class FaultyProvider implements FeatureProvider {
    static final Duration SLOW = Duration.ofMillis(300);

    private static final Statement SLEEP =
            Statement.of("faulty.sleep.run", Budget.ms(10), "select pg_sleep(0.06)");

    /** For ServiceLoader. */
    public FaultyProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new Faulty(platform.database());
    }

    private static final class Faulty implements Feature {
        private final Database database;

        Faulty(Database database) {
            this.database = database;
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get(
                            "/faulty/broken",
                            "Fails",
                            "Text",
                            _ -> {
                                throw new IllegalStateException("a defect of the test");
                            }),
                    Route.get(
                            "/faulty/query",
                            "Asks the database for long",
                            "Text",
                            _ -> {
                                database.list(SLEEP, row -> row.isNull(0));
                                return Reply.ok(Json.body(json -> json.writeString("done")));
                            }),
                    Route.get(
                            "/faulty/slow",
                            "Takes its time",
                            "Text",
                            _ -> {
                                Thread.sleep(SLOW);
                                return Reply.ok(Json.body(json -> json.writeString("done")));
                            }));
        }
    }
}
