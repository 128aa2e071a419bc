package dev.stoa.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.ReceivedSpan;
import io.helidon.tracing.Tracer;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traces over real OTLP. */
final class TracingIT {
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";
    private static final URI CHAIN = URI.create("https://chain.example/a-key");
    private static final long MS = 1_000_000;
    private static final Statement RECENT =
            Statement.of("forum.threads.recent", Budget.ms(10), "select 1 where :a = 2");

    private final OtlpReceiver receiver = OtlpReceiver.start();

    TracingIT() throws java.io.IOException {}

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Observability node(String ratio) {
        return Observability.of(
                Settings.of(
                        Map.of(
                                "tracing.otlp.endpoint",
                                receiver.endpoint(),
                                "tracing.sample-ratio",
                                ratio)),
                "test");
    }

    private static RequestTrace request(Observability node, @Nullable String traceparent) {
        return node.tracing().request("GET", "/api/threads/{id}", "/api/threads/7", traceparent);
    }

    @Test
    void aSampledRequestBecomesOneServerSpanWithThePromisedIds() throws Exception {
        try (var node = node("1")) {
            RequestTrace trace = request(node, null);
            trace.end(200, null, 3 * MS);

            ReceivedSpan server = receiver.awaitServer(trace.traceId());
            assertThat(server.spanId()).isEqualTo(trace.spanId());
            assertThat(server.parentId()).isEmpty();
            assertThat(server.name()).isEqualTo("GET /api/threads/{id}");
            assertThat(server.ended() - server.started()).isEqualTo(3 * MS);
            assertThat(server.isError()).isFalse();
            assertThat(server.attributes())
                    .containsEntry("http.request.method", "GET")
                    .containsEntry("http.route", "/api/threads/{id}")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("url.path", "/api/threads/7")
                    .containsEntry("url.scheme", "http");
        }
    }

    @Test
    void aRequestGoesOnWithTheTraceOfItsCaller() throws Exception {
        try (var node = node("0")) {
            RequestTrace trace = request(node, CALLER + "1");
            trace.end(200, null, MS);

            ReceivedSpan server = receiver.awaitServer("0af7651916cd43dd8448eb211c80319c");
            assertThat(server.parentId()).isEqualTo("b7ad6b7169203331");
            assertThat(server.spanId()).isEqualTo(trace.spanId());
            assertThat(trace.traceparent())
                    .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-" + trace.spanId() + "-01");
        }
    }

    @Test
    void statementsAreClientSpansBelowTheServerSpanAlsoFromForkedThreads() throws Exception {
        try (var node = node("1")) {
            RequestTrace trace = request(node, null);
            Work work = Work.within("test", Duration.ofSeconds(5), trace);
            work.run(
                    () ->
                            Work.both(
                                    () -> ran(node, 5 * MS, null),
                                    () -> ran(node, 60 * MS, "57014")));
            trace.end(200, null, 80 * MS);

            receiver.awaitServer(trace.traceId());
            assertThat(receiver.tree(trace.traceId()))
                    .isEqualTo(
                            """
                            SERVER GET /api/threads/{id}
                              CLIENT forum.threads.recent
                              CLIENT forum.threads.recent
                            """);
            ReceivedSpan failed = receiver.await(span -> span.isError());
            assertThat(failed.attributes())
                    .containsEntry("db.system.name", "postgresql")
                    .containsEntry("db.query.summary", "forum.threads.recent")
                    .containsEntry(
                            "db.query.text", "select /* forum.threads.recent */ 1 where ? = 2")
                    .containsEntry("db.response.returned_rows", "20")
                    .containsEntry("stoa.slow", "record")
                    .containsEntry("error.type", "57014")
                    .containsEntry("db.response.status_code", "57014");
        }
    }

    private static int ran(Observability node, long nanos, @Nullable String error) {
        node.statements().begin(RECENT).end(nanos, 20, error);
        return 1;
    }

    @Test
    void aPlanIsAnEventOfItsStatementsSpanHoweverLateItComes() throws Exception {
        try (var node = node("1")) {
            CompletableFuture<String> early = CompletableFuture.completedFuture("Seq Scan");
            CompletableFuture<String> late = new CompletableFuture<>();
            CompletableFuture<String> never = new CompletableFuture<>();
            Queue<CompletableFuture<String>> plans = new ArrayDeque<>(List.of(early, late, never));
            node.statements().tell(_ -> plans.poll());
            RequestTrace trace = request(node, null);
            Work.within("test", Duration.ofSeconds(5), trace)
                    .run(
                            () ->
                                    ran(node, 120 * MS, null)
                                            + ran(node, 121 * MS, null)
                                            + ran(node, 122 * MS, null));
            trace.end(200, null, 400 * MS);

            receiver.awaitServer(trace.traceId());
            ReceivedSpan first = receiver.await(span -> !span.told().isEmpty());
            assertThat(first.events()).containsExactly("stoa.plan");
            assertThat(first.told()).containsExactly(Map.entry("stoa.plan", "Seq Scan"));
            assertThat(receiver.trace(trace.traceId())).hasSize(2);

            late.complete("Index Scan");
            never.completeExceptionally(new IllegalStateException("no plan"));
            ReceivedSpan second =
                    receiver.await(span -> "Index Scan".equals(span.told().get("stoa.plan")));
            ReceivedSpan third =
                    receiver.await(
                            span ->
                                    span.name().equals("forum.threads.recent")
                                            && span.events().isEmpty());
            assertThat(second.ended() - second.started()).isEqualTo(121 * MS);
            assertThat(third.ended() - third.started()).isEqualTo(122 * MS);
            assertThat(receiver.trace(trace.traceId())).hasSize(4);
        }
    }

    @Test
    void aSpanStartedByOtherCodeIsAChildOfTheServerSpan() throws Exception {
        try (var node = node("1")) {
            RequestTrace trace = request(node, null);
            Work.within("test", Duration.ofSeconds(5), trace)
                    .run(
                            () -> {
                                Span outer =
                                        node.tracing().tracer().spanBuilder("outer").startSpan();
                                try (var _ = outer.makeCurrent()) {
                                    node.tracing().tracer().spanBuilder("inner").startSpan().end();
                                }
                                outer.end();
                                trace.note("serialise", System.nanoTime());
                            });
            trace.end(200, null, MS);

            ReceivedSpan server = receiver.awaitServer(trace.traceId());
            assertThat(server.spanId()).isEqualTo(trace.spanId());
            assertThat(receiver.tree(trace.traceId()))
                    .isEqualTo(
                            """
                            SERVER GET /api/threads/{id}
                              INTERNAL outer
                                INTERNAL inner
                              INTERNAL serialise
                            """);
        }
    }

    @Test
    void aServiceThatIsAskedIsToldTheIdOfTheSpanThatTheCallBecomes() throws Exception {
        try (var node = node("0")) {
            RequestTrace trace = request(node, CALLER + "1");
            trace.goesOnWith("rojo=1");
            AtomicReference<Map<String, String>> told = new AtomicReference<>(Map.of());
            Work.within("test", Duration.ofSeconds(5), trace)
                    .run(
                            () -> {
                                OutgoingCall call = OutgoingCall.begin("POST", CHAIN);
                                told.set(call.headers());
                                call.end(0, "timeout");
                            });
            trace.end(200, null, MS);

            ReceivedSpan call = receiver.await(span -> span.name().equals("POST"));
            assertThat(told.get())
                    .containsEntry(
                            "traceparent", "00-" + trace.traceId() + "-" + call.spanId() + "-01")
                    .containsEntry("tracestate", "rojo=1");
            assertThat(call.isError()).isTrue();
            assertThat(call.attributes())
                    .containsEntry("error.type", "timeout")
                    .containsEntry("url.full", "https://chain.example:443");
        }
    }

    @Test
    void whatIsNotSampledSaysSoAndAStateThatIsNoneGoesNowhere() throws Exception {
        try (var node = node("0")) {
            RequestTrace fresh = request(node, null);
            fresh.goesOnWith("rojo=1");
            RequestTrace gone = request(node, CALLER + "0");
            gone.goesOnWith("a\r\nX-Injected: yes");

            assertThat(headers(fresh)).containsOnlyKeys("traceparent");
            assertThat(headers(fresh).get("traceparent")).endsWith("-00");
            assertThat(headers(gone)).containsOnlyKeys("traceparent");
            assertThat(OutgoingCall.begin("POST", CHAIN).headers()).isEmpty();
        }
    }

    private static Map<String, String> headers(RequestTrace trace) throws Exception {
        return Work.within("test", Duration.ofSeconds(5), trace)
                .run(() -> OutgoingCall.begin("POST", CHAIN).headers());
    }

    @Test
    void theFirstNodeIsHelidonsTracerAndRegistry() throws Exception {
        try (var node = node("1");
                var second = node("1")) {
            node.makeGlobal();
            second.makeGlobal();
            RequestTrace trace = request(node, null);
            Work.within("test", Duration.ofSeconds(5), trace)
                    .run(() -> Tracer.global().spanBuilder("of helidon").start().end());
            trace.end(200, null, MS);
            Metrics.counter("of.helidon").increment();

            receiver.awaitServer(trace.traceId());
            assertThat(receiver.tree(trace.traceId()))
                    .isEqualTo("SERVER GET /api/threads/{id}\n  INTERNAL of helidon\n");
            assertThat(node.scrape(null).text()).contains("of_helidon_total 1.0");
            assertThat(second.scrape(null).text()).doesNotContain("of_helidon_total");
        }
    }

    @Test
    void errorsAndSlowRequestsAreKeptWhateverTheRatioAndOthersAreNot() throws Exception {
        try (var node = node("0")) {
            RequestTrace fine = request(node, null);
            fine.note("cache get", System.nanoTime());
            fine.end(404, new Failure.NotFound("nothing"), MS);
            RequestTrace failed = request(node, null);
            failed.end(500, new IllegalStateException("broken"), MS);
            RequestTrace slow = request(node, null);
            slow.end(200, null, 1000 * MS);

            ReceivedSpan server = receiver.awaitServer(failed.traceId());
            assertThat(server.isError()).isTrue();
            assertThat(server.attributes()).containsEntry("error.type", "IllegalStateException");
            assertThat(server.events()).containsExactly("exception");
            receiver.awaitServer(slow.traceId());
            assertThat(receiver.trace(fine.traceId())).isEmpty();
            assertThat(spans(node, "sampled_out")).isEqualTo(2);
            assertThat(fine.isKept()).isFalse();
            assertThat(failed.isKept()).isTrue();
        }
    }

    @Test
    void aClientsErrorIsNoErrorOfTheServer() throws Exception {
        try (var node = node("1")) {
            RequestTrace trace = request(node, null);
            trace.end(404, new Failure.NotFound("nothing"), MS);

            ReceivedSpan server = receiver.awaitServer(trace.traceId());
            assertThat(server.isError()).isFalse();
            assertThat(server.attributes()).doesNotContainKey("error.type");
        }
    }

    @Test
    void aHangingReceiverCostsRequestsNothingAndDropsAreCounted() throws Exception {
        receiver.hang();
        try (var node = node("1")) {
            int requests = 3 * SpanExport.QUEUE;
            long started = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                request(node, null).end(200, null, MS);
            }
            long each = (System.nanoTime() - started) / requests;

            assertThat(each).as("ns for each request").isLessThan(200_000);
            assertThat(spans(node, "dropped"))
                    .isGreaterThanOrEqualTo(requests - SpanExport.QUEUE - 2 * SpanExport.BATCH);
            assertThat(spans(node, "exported")).isZero();
        }
    }

    @Test
    void aRefusingReceiverIsCountedAndForgottenWhenItIsBack() throws Exception {
        receiver.refuse();
        try (var node = node("1")) {
            request(node, null).end(200, null, MS);
            long end = System.nanoTime() + 10_000 * MS;
            while (spans(node, "failed") == 0 && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertThat(spans(node, "failed")).isEqualTo(1);

            receiver.take();
            RequestTrace later = request(node, null);
            later.end(200, null, MS);
            receiver.awaitServer(later.traceId());
        }
    }

    @Test
    void withoutAReceiverThereAreIdsAndNothingElse() {
        try (var node = Observability.of(Settings.of(Map.of()), "test")) {
            RequestTrace trace = request(node, null);
            trace.note("cache get", System.nanoTime());
            trace.end(500, null, MS);

            assertThat(trace.traceId()).matches("[0-9a-f]{32}");
            assertThat(trace.traceparent()).endsWith(trace.spanId() + "-00");
            assertThat(trace.isKept()).isFalse();
            assertThat(node.scrape(null).text()).doesNotContain("stoa_trace_spans");
        }
    }

    @Test
    void spansOutsideOfARequestDoNothing() {
        try (var node = node("1")) {
            Span span = node.tracing().tracer().spanBuilder("job").startSpan();
            assertThat(span.isRecording()).isFalse();
        }
    }

    private static double spans(Observability node, String outcome) {
        return node.meters().get("stoa.trace.spans").tag("outcome", outcome).counter().count();
    }
}
