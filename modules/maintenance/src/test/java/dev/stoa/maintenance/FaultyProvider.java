package dev.stoa.maintenance;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.time.Duration;
import java.util.List;

/** A feature of tests whose routes have a defect and take their time. */
public final class FaultyProvider implements FeatureProvider {
    static final Duration SLOW = Duration.ofMillis(300);

    /** For ServiceLoader. */
    public FaultyProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new Faulty();
    }

    private static final class Faulty implements Feature {
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
