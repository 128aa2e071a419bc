package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;

/**
 * What {@code ab -n 100 -c 10} asks: 100 requests of each tab by 10 visitors. Cold, each asks for a
 * page that nobody has asked for; cached, the first page again and again, without a statement.
 */
public final class ThreadTabs extends Simulation {
    private static final int VISITORS = 10;
    private static final int DEEPEST = 50;
    private static final String[] TABS = {"trending", "recent", "new", "top"};

    /** Gatling makes it. */
    public ThreadTabs() {
        setUp(
                        cold().injectOpen(atOnceUsers(VISITORS))
                                .andThen(
                                        warmed().injectOpen(atOnceUsers(1))
                                                .andThen(
                                                        cached().injectOpen(
                                                                        atOnceUsers(VISITORS)))))
                .protocols(Load.node())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("recent, cached").responseTime().percentile(95.0).lt(50),
                        details("trending, cached").responseTime().percentile(95.0).lt(50),
                        details("recent, cached").responseTime().percentile(99.0).lt(150),
                        details("trending, cached").responseTime().percentile(99.0).lt(150),
                        details("recent, cold").responseTime().percentile(95.0).lt(250),
                        details("trending, cold").responseTime().percentile(95.0).lt(250),
                        details("recent, cached").allRequests().count().is(100L));
    }

    private static ScenarioBuilder cold() {
        ChainBuilder all = exec(session -> session);
        for (String tab : TABS) {
            all =
                    all.exec(
                            repeat(VISITORS, "n")
                                    .on(
                                            http(tab + ", cold")
                                                    .get(
                                                            session ->
                                                                    unasked(
                                                                            tab,
                                                                            session.userId(),
                                                                            session.getInt("n")))
                                                    .check(status().is(200))
                                                    .check(header("X-Cache").is("MISS"))
                                                    .check(
                                                            header("X-Query-Count")
                                                                    .transform(Integer::parseInt)
                                                                    .lte(3))));
        }
        return scenario("cold").exec(all);
    }

    /** Each visitor has ten pages of their own; a node has read the first of 20 threads itself. */
    private static String unasked(String tab, long visitor, int n) {
        long number = (visitor - 1) % VISITORS * VISITORS + n;
        return "/api/forum/threads?tab=%s&page=%d&limit=%d"
                .formatted(tab, 1 + number % DEEPEST, 19 - number / DEEPEST);
    }

    private static ScenarioBuilder warmed() {
        ChainBuilder all = exec(session -> session);
        for (String tab : TABS) {
            all = all.exec(http(tab + ", first").get("/api/forum/threads?limit=20&tab=" + tab));
        }
        return scenario("warmed").exec(all);
    }

    private static ScenarioBuilder cached() {
        ChainBuilder all = exec(session -> session);
        for (String tab : TABS) {
            all =
                    all.exec(
                            repeat(VISITORS)
                                    .on(
                                            http(tab + ", cached")
                                                    .get("/api/forum/threads?limit=20&tab=" + tab)
                                                    .check(status().is(200))
                                                    .check(header("X-Cache").is("HIT"))
                                                    .check(header("X-Query-Count").is("0"))));
        }
        return scenario("cached").exec(all);
    }
}
