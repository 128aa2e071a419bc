package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.Work;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One request to one route: its checked arguments, who asks, and its account. */
public final class Call {
    private final Route route;
    private final ServerRequest request;
    private final Arguments arguments;
    private final Viewer viewer;
    private final Work work;

    private final String traceId;

    Call(
            Route route,
            ServerRequest request,
            Arguments arguments,
            Viewer viewer,
            Work work,
            String traceId) {
        this.traceId = traceId;
        this.route = route;
        this.request = request;
        this.arguments = arguments;
        this.viewer = viewer;
        this.work = work;
    }

    public Arguments arguments() {
        return arguments;
    }

    public Viewer viewer() {
        return viewer;
    }

    public Work work() {
        return work;
    }

    /** Trace id of this request: 32 hexadecimal digits. */
    public String traceId() {
        return traceId;
    }

    public String method() {
        return request.prologue().method().text();
    }

    /** The path as asked, without the query. */
    public String path() {
        return request.path().rawPath();
    }

    /** The query as asked, without the question mark; empty for none. */
    public String rawQuery() {
        return request.query().rawValue();
    }

    public Optional<String> header(String name) {
        HeaderName header = HeaderNames.create(name);
        return request.headers().contains(header)
                ? Optional.of(request.headers().get(header).get())
                : Optional.empty();
    }

    /**
     * The request's body.
     *
     * @throws Failure.Invalid when it is larger than the route takes
     * @throws CloseConnectionException when the client leaves before its end
     * @throws Failure.DeadlineExceeded when it does not arrive within the request's time
     */
    public byte[] body() {
        int most = route.traits().maxBody();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (InputStream in = request.content().inputStream()) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                body.write(part, 0, n);
                if (body.size() > most) {
                    throw new Failure.Invalid(
                            Problems.PAYLOAD_TOO_LARGE,
                            "This route takes bodies of up to " + most + " bytes.");
                }
                if (work.remainingNanos() == 0) {
                    throw new Failure.DeadlineExceeded("The body did not arrive in time.");
                }
            }
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("The client left before its body was whole.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }
}
