package dev.stoa.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;

/** What a request's headers ask of a body. */
final class Conditions {
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
        String value = String.join(",", headers.get(HeaderNames.ACCEPT_ENCODING).allValues());
        boolean any = false;
        for (int start = 0; start < value.length(); ) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            String part = value.substring(start, end).strip();
            int semicolon = part.indexOf(';');
            String coding = semicolon < 0 ? part : part.substring(0, semicolon).strip();
            boolean wanted = semicolon < 0 || !isZero(part.substring(semicolon + 1));
            if (coding.equalsIgnoreCase("gzip")) {
                return wanted;
            }
            any |= wanted && coding.equals("*");
            start = end + 1;
        }
        return any;
    }

    /** Whether {@code parameter} is a weight of nothing: {@code q=0}, {@code q=0.000}. */
    private static boolean isZero(String parameter) {
        String weight = parameter.strip();
        if (!weight.regionMatches(true, 0, "q=0", 0, 3)) {
            return false;
        }
        for (int i = 3; i < weight.length(); i++) {
            if (weight.charAt(i) != '.' && weight.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
