package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;

import io.gatling.javaapi.core.Simulation;

/**
 * The traffic mix for long: 30 minutes at 200 a second. What must stay flat is watched beside it.
 */
public final class Soak extends Simulation {
    private static final int RATE = Load.number("rate", 200);

    /** Gatling makes it. */
    public Soak() {
        Mix mix = new Mix();
        setUp(
                        mix.measured()
                                .injectOpen(
                                        constantUsersPerSec(RATE)
                                                .during(Load.time(1800))
                                                .randomized())
                                .andThen(mix.hitRate(70).injectOpen(atOnceUsers(1))))
                .protocols(Load.node())
                .assertions(
                        details(Mix.measuredName()).failedRequests().percent().lt(0.01),
                        details(Mix.measuredName()).responseTime().percentile(95.0).lt(50),
                        details(Mix.measuredName()).responseTime().percentile(99.0).lt(200),
                        Mix.hitRateHeld(70));
    }
}
