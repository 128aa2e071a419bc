package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.Work;
import dev.stoa.platform.limit.Decision;
import dev.stoa.platform.limit.LimitPolicy;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to one route: its checked arguments, who asks, and its account. */
public final class Call {
    private static final Pattern VERSION = Pattern.compile("\"v([0-9]{1,9})\"");

    private final Exchange exchange;
    private final Arguments arguments;
    private final Viewer viewer;
    private byte @Nullable [] read;
    private @Nullable Fields fields;

    Call(Exchange exchange, Arguments arguments, Viewer viewer) {
        this.exchange = exchange;
        this.arguments = arguments;
        this.viewer = viewer;
    }

    /** The route that was asked. */
    public Route route() {
        return exchange.route();
    }

    public Arguments arguments() {
        return arguments;
    }

    public Viewer viewer() {
        return viewer;
    }

    public Work work() {
        return exchange.work();
    }

    /** Trace id of this request: 32 hexadecimal digits. */
    public String traceId() {
        return exchange.trace().traceId();
    }

    /**
     * Counts this request under another rate limit policy than its route's, too.
     *
     * @param subject what the policy counts apart beside the caller, 64 characters at most
     * @throws Failure.TooMany when the limit is reached
     */
    public void draw(LimitPolicy policy, String subject) {
        exchange.tally().draw(policy, subject);
    }

    /** How the caller stands with each rate limit policy; empty for one without limits. */
    Map<LimitPolicy, Decision> limits() {
        return exchange.tally().standing();
    }

    public String method() {
        return exchange.request().prologue().method().text();
    }

    /** The path as asked, without the query. */
    public String path() {
        return exchange.path();
    }

    /** The query as asked, without the question mark; empty for none. */
    public String rawQuery() {
        return exchange.request().query().rawValue();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.header(HeaderNames.create(name)));
    }

    /**
     * The fields of the request's body, as the route has them.
     *
     * @throws Failure.Invalid for what is no JSON, or not the fields that are asked for
     */
    public Fields fields() {
        Fields known = fields;
        if (known == null) {
            byte[] body = body();
            if (body.length > 0) {
                requireJson();
            }
            known = FieldReader.read(route().fields(), body);
            fields = known;
        }
        return known;
    }

    /** A form's own types would let any web page post here. */
    private void requireJson() {
        if (!mediaType().equals(Body.JSON)) {
            throw new Failure.Invalid(
                    Problems.UNSUPPORTED_MEDIA_TYPE,
                    "This route takes JSON: send Content-Type: application/json.");
        }
    }

    /**
     * The version named by {@code If-Match: "v<version>"}; empty where there is none, or {@code *}.
     *
     * @throws Failure.Invalid for anything else
     */
    public OptionalInt expectedVersion() {
        Optional<String> given = header("If-Match");
        if (given.isEmpty() || given.get().strip().equals("*")) {
            return OptionalInt.empty();
        }
        Matcher version = VERSION.matcher(given.get().strip());
        if (!version.matches()) {
            throw new Failure.Invalid(
                    Problems.INVALID_PARAMETER,
                    "If-Match takes one version, e.g. \"v3\".",
                    new Failure.FieldError(
                            "header/If-Match", "invalid", "It must be \"v<version>\"."));
        }
        return OptionalInt.of(Integer.parseInt(version.group(1)));
    }

    /**
     * The version named by {@code If-Match}, where a change must name one.
     *
     * @throws Failure.Conflict {@code version-required} where there is none
     */
    public int requiredVersion() {
        return expectedVersion()
                .orElseThrow(
                        () ->
                                new Failure.Conflict(
                                        Problems.VERSION_REQUIRED,
                                        "Send If-Match with the version you read, e.g. \"v3\"; * names no version."));
    }

    /** The failure of a change that named another version than {@code actual}. */
    public static Failure versionMismatch(int actual) {
        return new Failure.Conflict(
                Problems.VERSION_MISMATCH, "The version is " + actual + " by now.");
    }

    /**
     * The request's body, read once.
     *
     * @throws Failure.Invalid when it is larger than the route takes
     * @throws BrokenBody when its end can't be found
     * @throws CloseConnectionException when the client leaves before its end
     * @throws Failure.DeadlineExceeded when it does not arrive within the request's time
     */
    public byte[] body() {
        byte[] known = read;
        if (known == null) {
            known = arriving();
            read = known;
        }
        return known;
    }

    /**
     * The request's body, unpacked where it came with {@code Content-Encoding: gzip}.
     *
     * @throws Failure.Invalid when it is larger than the route takes, packed or unpacked, is packed
     *     otherwise, or not well; and as {@link #body()} does
     */
    public byte[] unpackedBody() {
        String coding = header("Content-Encoding").orElse("identity").strip();
        if (coding.equalsIgnoreCase("identity")) {
            return body();
        }
        if (!coding.equalsIgnoreCase("gzip")) {
            throw new Failure.Invalid(
                    Problems.UNSUPPORTED_MEDIA_TYPE,
                    "This route takes bodies packed by gzip, or not packed at all.");
        }
        return BodyBytes.unpacked(body(), route().traits().maxBody());
    }

    /** The media type of the body in lower case, without parameters; empty where none is said. */
    public String mediaType() {
        String type = header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private byte[] arriving() {
        int most = route().traits().maxBody();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        // Not closed: that would read on, even where a chunk's size can't be read.
        InputStream in = exchange.request().content().inputStream();
        try {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                body.write(part, 0, n);
                if (body.size() > most) {
                    throw BodyBytes.tooLarge(most);
                }
                if (work().remainingNanos() == 0) {
                    throw new Failure.DeadlineExceeded("The body did not arrive in time.");
                }
            }
        } catch (IllegalArgumentException | DataReader.IncorrectNewLineException e) {
            throw new BrokenBody(e);
        } catch (RequestException e) {
            // Helidon would answer and read on.
            throw e.status().equals(Status.BAD_REQUEST_400) ? new BrokenBody(e) : e;
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("The client left before its body was whole.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }
}
