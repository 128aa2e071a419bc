package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rendezVous;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 200 visitors ask at once for a page that is in no cache, five times for five pages: each page
 * costs the database what one of them would, however many wait for it.
 */
public final class Stampede extends Simulation {
    private static final int VISITORS = 200;
    private static final int PAGES = 5;
    private static final int FIRST = 40;
    private static final int MOST_STATEMENTS = 3 * PAGES;

    private final AtomicInteger statements = new AtomicInteger();

    /** Gatling makes it. */
    public Stampede() {
        setUp(
                        scenario("stampede")
                                .exec(
                                        repeat(PAGES, "n")
                                                .on(
                                                        rendezVous(VISITORS),
                                                        exec(
                                                                http("a page at once")
                                                                        .get(
                                                                                session ->
                                                                                        "/api/forum/threads?tab=new&limit=10&page="
                                                                                                + (FIRST
                                                                                                        + session
                                                                                                                .getInt(
                                                                                                                        "n")))
                                                                        .check(status().is(200))
                                                                        .check(
                                                                                header(
                                                                                                "X-Query-Count")
                                                                                        .transform(
                                                                                                Integer
                                                                                                        ::parseInt)
                                                                                        .transform(
                                                                                                this
                                                                                                        ::counted)
                                                                                        .lte(
                                                                                                MOST_STATEMENTS)))))
                                .injectOpen(atOnceUsers(VISITORS)))
                .protocols(Load.node())
                .assertions(
                        details("a page at once").failedRequests().count().is(0L),
                        details("a page at once").allRequests().count().is((long) VISITORS * PAGES),
                        details("a page at once").responseTime().percentile(99.0).lt(1000));
    }

    /** All statements so far: an answer that makes them too many has failed. */
    private int counted(int more) {
        return statements.addAndGet(more);
    }
}
