package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Readers: a feed, a thread out of it and its posts, a search, with a moment to read between. */
public final class Feed extends Simulation {
    private static final int READERS = 20;

    /** Gatling makes it. */
    public Feed() {
        Mix mix = new Mix();
        Asks asks = mix.asks();
        Duration read = Duration.ofMillis(300);
        setUp(
                        scenario("reader")
                                .exec(
                                        feed(mix.community().chosen()),
                                        asks.trending(),
                                        pause(read),
                                        asks.thread(),
                                        pause(read),
                                        asks.posts(),
                                        pause(read),
                                        asks.search())
                                .injectOpen(
                                        constantUsersPerSec(Load.number("rate", READERS))
                                                .during(Load.time(30))
                                                .randomized())
                                .andThen(mix.hitRate(50).injectOpen(atOnceUsers(1))))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().requestsPerSec().gt(2.0 * Load.number("rate", READERS)),
                        details("thread").responseTime().percentile(95.0).lt(25),
                        details("thread").responseTime().percentile(99.0).lt(100),
                        details("search").responseTime().percentile(95.0).lt(100),
                        Mix.hitRateHeld(50));
    }
}
