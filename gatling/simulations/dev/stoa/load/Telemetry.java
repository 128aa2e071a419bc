package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** Batches of 500 events at a steady rate: 20 a second, 10 000 events; none refused or lost. */
public final class Telemetry extends Simulation {
    private static final int RATE = Load.number("rate", 20);

    /** Gatling makes it. */
    public Telemetry() {
        Mix mix = new Mix();
        setUp(
                        scenario("telemetry")
                                .exec(feed(mix.community().chosen()), mix.asks().telemetry(500))
                                .injectOpen(constantUsersPerSec(RATE).during(Load.time(30))))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().requestsPerSec().gt(0.9 * RATE),
                        global().responseTime().percentile(95.0).lt(100),
                        global().responseTime().percentile(99.0).lt(250));
    }
}
