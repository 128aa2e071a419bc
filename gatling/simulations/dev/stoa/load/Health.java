package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** What {@code ab -n 1000 -c 10} asks of {@code /health}. */
public final class Health extends Simulation {
    /** Gatling makes it. */
    public Health() {
        Asks asks = new Asks(new Seen());
        setUp(scenario("health").exec(repeat(100).on(asks.health())).injectOpen(atOnceUsers(10)))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().allRequests().count().is(1000L),
                        global().responseTime().percentile(50.0).lt(5),
                        global().responseTime().percentile(95.0).lt(50),
                        global().responseTime().percentile(99.0).lt(250),
                        global().requestsPerSec().gt(200.0));
    }
}
