package dev.stoa.platform.observe;

import java.nio.charset.StandardCharsets;

/**
 * An answer to a scrape.
 *
 * @param contentType of one of Prometheus' two formats
 * @param body in UTF-8; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Written once to a socket; a copy would cost a megabyte.
public record Scrape(String contentType, byte[] body) {
    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
