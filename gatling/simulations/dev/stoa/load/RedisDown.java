package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * The traffic mix while Redis dies after a third of the time and comes back after two thirds
 * (whoever starts this simulation sees to that): nothing fails, nothing takes a second.
 */
public final class RedisDown extends Simulation {
    private static final int RATE = Load.number("rate", 200);
    private static final Duration FIRST = Duration.ofSeconds(10);

    /** Gatling makes it. */
    public RedisDown() {
        Mix mix = new Mix();
        setUp(
                        mix.first()
                                .injectOpen(
                                        rampUsersPerSec(10).to(RATE).during(FIRST).randomized()),
                        mix.measured()
                                .injectOpen(
                                        nothingFor(FIRST),
                                        constantUsersPerSec(RATE)
                                                .during(Load.time(45))
                                                .randomized())
                                .andThen(mix.hitRate(60).injectOpen(atOnceUsers(1))))
                .protocols(Load.node())
                .assertions(
                        details(Mix.measuredName()).failedRequests().count().is(0L),
                        details(Mix.measuredName()).responseTime().percentile(95.0).lt(100),
                        details(Mix.measuredName()).responseTime().percentile(99.0).lt(250),
                        details(Mix.measuredName()).responseTime().max().lt(1000),
                        Mix.hitRateHeld(60));
    }
}
