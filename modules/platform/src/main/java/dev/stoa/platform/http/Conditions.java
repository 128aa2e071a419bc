package dev.stoa.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.regex.Pattern;

/** What a request's headers ask of a body. */
final class Conditions {
    private static final Pattern REFUSED = Pattern.compile("gzip;q=0(\\.0*)?");

    private Conditions() {}

    /** Whether {@code If-None-Match} names {@code etag}; compared weakly, as RFC 9110 has it. */
    static boolean isUnchanged(ServerRequestHeaders headers, String etag) {
        if (!headers.contains(HeaderNames.IF_NONE_MATCH)) {
            return false;
        }
        String opaque = opaque(etag);
        for (String value : headers.get(HeaderNames.IF_NONE_MATCH).allValues()) {
            for (String candidate : value.split(",", -1)) {
                String asked = candidate.strip();
                if (asked.equals("*") || opaque(asked).equals(opaque)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** Whether gzip is asked for and not refused. */
    static boolean acceptsGzip(ServerRequestHeaders headers) {
        if (!headers.contains(HeaderNames.ACCEPT_ENCODING)) {
            return false;
        }
        String value = headers.get(HeaderNames.ACCEPT_ENCODING).get();
        int at = value.indexOf("gzip");
        if (at < 0) {
            return false;
        }
        int end = value.indexOf(',', at);
        String coding = value.substring(at, end < 0 ? value.length() : end).replace(" ", "");
        return !REFUSED.matcher(coding).matches();
    }
}
