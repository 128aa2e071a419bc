package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;

/**
 * The traffic mix at a steady rate, whatever becomes of the requests before: 250 a second, or
 * {@code stoa.load.rate}. From 1 000 on the bounds are those of the high rate.
 */
public final class Mixed extends Simulation {
    private static final int HIGH = 1000;
    private static final int RATE = Load.number("rate", 250);
    private static final Duration FIRST = Duration.ofSeconds(Load.number("first", 20));
    private static final int HITS = Load.number("hits", RATE < HIGH ? 80 : 90);

    /** Gatling makes it. */
    public Mixed() {
        Mix mix = new Mix();
        setUp(
                        mix.first()
                                .injectOpen(
                                        rampUsersPerSec(10).to(RATE).during(FIRST).randomized()),
                        mix.measured()
                                .injectOpen(
                                        nothingFor(FIRST),
                                        constantUsersPerSec(RATE)
                                                .during(Load.time(60))
                                                .randomized())
                                .andThen(mix.hitRate(HITS).injectOpen(atOnceUsers(1))))
                .protocols(Load.node())
                .assertions(asserted());
    }

    private static List<Assertion> asserted() {
        var measured = details(Mix.measuredName());
        return RATE < HIGH
                ? List.of(
                        measured.failedRequests().count().is(0L),
                        measured.responseTime().percentile(95.0).lt(Load.number("p95", 5)),
                        measured.responseTime().percentile(99.0).lt(Load.number("p99", 20)),
                        Mix.hitRateHeld(HITS))
                : List.of(
                        measured.failedRequests().percent().lt(0.1),
                        measured.responseTime().percentile(95.0).lt(Load.number("p95", 50)),
                        measured.responseTime().percentile(99.0).lt(Load.number("p99", 500)),
                        Mix.hitRateHeld(HITS));
    }
}
