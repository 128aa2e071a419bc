package dev.stoa.load;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/** How a load is to be, from system properties {@code stoa.load.*}. */
final class Load {
    private Load() {}

    /** A node to be asked, over connections that all users share. */
    static HttpProtocolBuilder node() {
        return http.baseUrl(text("address", "http://127.0.0.1:8080"))
                .acceptHeader("application/json")
                .acceptEncodingHeader("gzip")
                .userAgentHeader("stoa-load")
                .disableCaching()
                .disableWarmUp()
                .shareConnections();
    }

    static String text(String name, String otherwise) {
        return System.getProperty("stoa.load." + name, otherwise);
    }

    static int number(String name, int otherwise) {
        return Integer.getInteger("stoa.load." + name, otherwise);
    }

    /** So many seconds, unless {@code stoa.load.seconds} says otherwise. */
    static Duration time(int otherwise) {
        return Duration.ofSeconds(number("seconds", otherwise));
    }
}
