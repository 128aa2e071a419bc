package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** One visitor asks for everything of the mix, some times: no failure, no statement too many. */
public final class Smoke extends Simulation {
    /** Gatling makes it. */
    public Smoke() {
        Mix mix = new Mix();
        Asks asks = mix.asks();
        setUp(
                        scenario("smoke")
                                .exec(
                                        repeat(5)
                                                .on(
                                                        feed(mix.community().chosen()),
                                                        asks.recent(),
                                                        asks.recentAsMember(),
                                                        asks.trending(),
                                                        asks.structure(),
                                                        asks.following(),
                                                        asks.thread(),
                                                        asks.threadAsMember(),
                                                        asks.posts(),
                                                        asks.member(),
                                                        asks.search(),
                                                        asks.vote(),
                                                        asks.post(),
                                                        asks.mark(),
                                                        asks.peer(),
                                                        asks.telemetry(20),
                                                        asks.health()))
                                .injectOpen(atOnceUsers(1))
                                .andThen(mix.hitRate(20).injectOpen(atOnceUsers(1))))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().responseTime().percentile(95.0).lt(1000),
                        Mix.hitRateHeld(20));
    }
}
