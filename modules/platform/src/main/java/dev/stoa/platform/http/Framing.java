package dev.stoa.platform.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/** What Helidon lets pass of how a request is framed and addressed. */
final class Framing {
    private Framing() {}

    /** What is wrong with it, as a sentence; null for nothing. */
    static @Nullable String wrong(ServerRequest request) {
        if (isBadlyFramed(request)) {
            return "The length of the body is not told in one way.";
        }
        return isHost(request) ? null : "The header Host holds no host.";
    }

    /**
     * Whether it is open where the body ends: Helidon takes a negative length for none, a sign, the
     * first of two lengths or codings, and any transfer coding beside a length.
     */
    private static boolean isBadlyFramed(ServerRequest request) {
        boolean isCoded = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        if (!request.headers().contains(HeaderNames.CONTENT_LENGTH)) {
            return isCoded && !isChunked(request.headers().get(HeaderNames.TRANSFER_ENCODING));
        }
        Header length = request.headers().get(HeaderNames.CONTENT_LENGTH);
        return isCoded || length.valueCount() > 1 || !isNumber(length.get());
    }

    private static boolean isChunked(Header coding) {
        return coding.valueCount() == 1 && coding.get().equalsIgnoreCase("chunked");
    }

    /** Java reads a number with a sign, too. */
    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether there is one host, made of what names, addresses and ports are made of. */
    private static boolean isHost(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.HOST)) {
            return false;
        }
        Header header = request.headers().get(HeaderNames.HOST);
        String host = header.get();
        if (host.isEmpty() || header.valueCount() > 1) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean isPart =
                    (c >= 'a' && c <= 'z')
                            || (c >= '-' && c <= ':' && c != '/')
                            || (c >= 'A' && c <= 'Z')
                            || c == '['
                            || c == ']'
                            || c == '_'
                            || c == '~'
                            || c == '%';
            if (!isPart) {
                return false;
            }
        }
        return true;
    }
}
