package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;

/**
 * The traffic of a community: 45 % lists, 30 % threads, 8 % posts, 4 % members, 3 % searches, 10 %
 * writes. One in five of the reads that may be is signed in. Each user makes one request, in a
 * group of its own, so that assertions leave the first seconds out.
 */
final class Mix {
    private static final String MEASURED = "mix";

    private final Seen seen = new Seen();
    private final Asks asks = new Asks(seen);
    private final Community community = Community.read();

    Asks asks() {
        return asks;
    }

    Community community() {
        return community;
    }

    ScenarioBuilder measured() {
        return scenario(MEASURED).exec(feed(community.chosen()), group(MEASURED).on(one(asks)));
    }

    /** The same, not counted. */
    ScenarioBuilder first() {
        return scenario("first")
                .exec(feed(community.chosen()), group("first").on(one(new Asks(new Seen()))));
    }

    private static ChainBuilder one(Asks asks) {
        return exec(
                randomSwitch()
                        .on(
                                percent(16.0).then(asks.recent()),
                                percent(4.0).then(asks.recentAsMember()),
                                percent(15.0).then(asks.trending()),
                                percent(7.0).then(asks.structure()),
                                percent(3.0).then(asks.following()),
                                percent(24.0).then(asks.thread()),
                                percent(6.0).then(asks.threadAsMember()),
                                percent(8.0).then(asks.posts()),
                                percent(4.0).then(asks.member()),
                                percent(3.0).then(asks.search()),
                                percent(4.0).then(asks.vote()),
                                percent(2.0).then(asks.post()),
                                percent(2.0).then(asks.mark()),
                                percent(1.0).then(asks.peer()),
                                percent(1.0).then(asks.telemetry(20))));
    }

    /**
     * Asks once at the end; fails by name where the caches helped less than {@code least} of 100.
     */
    ScenarioBuilder hitRate(int least) {
        return verdict(hitRateName(least), () -> seen.hitRate() >= least, seen);
    }

    static Assertion hitRateHeld(int least) {
        return details(hitRateName(least)).failedRequests().count().is(0L);
    }

    private static String hitRateName(int least) {
        return "hit rate at least " + least + " %";
    }

    /** A request that fails by its name where something known at the end is not so. */
    private static ScenarioBuilder verdict(
            String name, java.util.function.BooleanSupplier held, Seen seen) {
        return scenario(name)
                .exec(
                        session -> {
                            System.out.println(seen);
                            return session;
                        })
                .exec(
                        http(name)
                                .get("/live")
                                .check(
                                        status().transform(code -> held.getAsBoolean() ? code : 0)
                                                .is(200)));
    }

    /** Assertions speak of the measured part by this. */
    static String measuredName() {
        return MEASURED;
    }
}
