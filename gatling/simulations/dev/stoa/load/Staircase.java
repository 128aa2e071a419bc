package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.incrementUsersPerSec;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * The traffic mix in steps of 500 a second up to more than a machine of two cores takes. Beyond
 * what it can do the node refuses, and says so soon; it answers at least half of all.
 */
public final class Staircase extends Simulation {
    private static final int STEP = Load.number("rate", 500);

    /** Gatling makes it. */
    public Staircase() {
        Mix mix = new Mix();
        setUp(
                        mix.measured()
                                .injectOpen(
                                        incrementUsersPerSec(STEP)
                                                .times(Load.number("steps", 8))
                                                .eachLevelLasting(Load.time(10))
                                                .startingFrom(STEP)))
                .protocols(Load.node())
                .maxDuration(Duration.ofMinutes(10))
                .assertions(
                        details(Mix.measuredName()).successfulRequests().percent().gt(50.0),
                        details(Mix.measuredName()).responseTime().percentile(99.0).lt(5000));
    }
}
