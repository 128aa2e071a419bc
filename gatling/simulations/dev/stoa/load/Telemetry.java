package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Batches of 500 events at a steady rate: 20 a second, 10 000 events; none refused or lost. */
public final class Telemetry extends Simulation {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int RATE = Load.number("rate", 20);

    /** Gatling makes it. */
    public Telemetry() {
        Mix mix = new Mix();
        var feeder = mix.community().chosen();
        setUp(
                        scenario("first")
                                .exec(feed(feeder), mix.asks().telemetry("first", 500))
                                .injectOpen(rampUsersPerSec(1).to(RATE).during(FIRST)),
                        scenario("telemetry")
                                .exec(feed(feeder), mix.asks().telemetry(500))
                                .injectOpen(
                                        nothingFor(FIRST),
                                        constantUsersPerSec(RATE).during(Load.time(30))))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("telemetry").requestsPerSec().gt(0.6 * RATE),
                        details("telemetry").responseTime().percentile(95.0).lt(100),
                        details("telemetry").responseTime().percentile(99.0).lt(250));
    }
}
