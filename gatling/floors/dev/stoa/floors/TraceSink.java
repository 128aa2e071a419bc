package dev.stoa.floors;

import io.helidon.webserver.WebServer;

/** Takes exported traces and forgets them, so that Stoa is measured with its tracing on. */
final class TraceSink {
    private TraceSink() {}

    /** Starts the server and prints its address. */
    public static void main(String[] args) {
        WebServer server =
                WebServer.builder()
                        .featuresDiscoverServices(false)
                        .host("127.0.0.1")
                        .port(0)
                        .routing(
                                routing ->
                                        routing.post(
                                                "/v1/traces",
                                                (request, response) -> {
                                                    request.content().consume();
                                                    response.send();
                                                }))
                        .build()
                        .start();
        System.out.println("Sink http://127.0.0.1:" + server.port());
    }
}
