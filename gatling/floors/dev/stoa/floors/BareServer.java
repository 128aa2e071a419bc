package dev.stoa.floors;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Sends the same ready bytes to everybody. */
final class BareServer implements Handler {
    static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private final byte[] ready;

    BareServer(byte[] ready) {
        this.ready = ready;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(JSON).send(ready);
    }
}
