package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * Votes and posts all over the community, up to 100 and 20 a second, and as many votes as go on one
 * thread.
 */
public final class Writes extends Simulation {
    /** Gatling makes it. */
    public Writes() {
        Mix mix = new Mix();
        Asks asks = mix.asks();
        var feeder = mix.community().chosen();
        String hot = mix.community().threads().getFirst();
        setUp(
                        scenario("votes")
                                .exec(feed(feeder), asks.vote())
                                .injectOpen(rampUsersPerSec(1).to(100).during(Load.time(30))),
                        scenario("posts")
                                .exec(feed(feeder), asks.post())
                                .injectOpen(rampUsersPerSec(1).to(20).during(Load.time(30))),
                        scenario("one thread")
                                .exec(feed(feeder), asks.voteOn(hot))
                                .injectClosed(constantConcurrentUsers(4).during(Load.time(30))))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("vote").responseTime().percentile(95.0).lt(100),
                        details("post").responseTime().percentile(95.0).lt(150),
                        details("vote, one thread").responseTime().percentile(99.0).lt(250),
                        details("vote, one thread").requestsPerSec().gt(100.0));
    }
}
