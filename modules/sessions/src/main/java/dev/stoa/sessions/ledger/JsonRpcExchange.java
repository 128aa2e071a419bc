package dev.stoa.sessions.ledger;

import dev.stoa.platform.Work;
import dev.stoa.platform.observe.OutgoingCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts JSON to one address and waits for the whole answer, bounded in time and in size. */
final class JsonRpcExchange implements AutoCloseable {
    private final URI address;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * @param timeout from the first byte sent to the last one read
     */
    JsonRpcExchange(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    /**
     * The answer's bytes.
     *
     * @param most bytes of the longest answer that is taken
     * @throws SourceFailed saying how it failed
     */
    byte[] post(byte[] body, int most) {
        OutgoingCall call = OutgoingCall.begin("POST", address);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        call.headers().forEach(request::header);
        try {
            byte[] whole = answered(request.build(), most);
            call.end(200, null);
            return whole;
        } catch (SourceFailed e) {
            call.end(0, e.kind().name().toLowerCase(Locale.ROOT));
            throw e;
        }
    }

    private byte[] answered(HttpRequest request, int most) {
        // A request's own timeout ends with the answer's head: a body that drips would go on.
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), most));
        try {
            HttpResponse<byte[]> whole = answer.get(patience(), TimeUnit.NANOSECONDS);
            if (whole.statusCode() != 200) {
                throw new SourceFailed(SourceFailed.Kind.STATUS);
            }
            return whole.body();
        } catch (TimeoutException e) {
            throw new SourceFailed(SourceFailed.Kind.TIMEOUT);
        } catch (ExecutionException e) {
            throw new SourceFailed(kind(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailed(SourceFailed.Kind.TIMEOUT);
        } finally {
            answer.cancel(true);
        }
    }

    private long patience() {
        return Math.min(timeout.toNanos(), Work.current().remainingNanos());
    }

    private static SourceFailed.Kind kind(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof HttpTimeoutException
                && !(cause instanceof HttpConnectTimeoutException)) {
            return SourceFailed.Kind.TIMEOUT;
        }
        boolean isTooLong =
                cause instanceof IOException
                        && String.valueOf(cause.getMessage()).contains("capacity");
        return isTooLong ? SourceFailed.Kind.GARBAGE : SourceFailed.Kind.UNREACHABLE;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
