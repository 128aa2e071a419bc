package dev.stoa.platform.http;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.util.Set;

/**
 * Hands packed request bodies to the routes as they came: Helidon would refuse them as malformed,
 * and unpack without a bound where it knows how. A route that takes them unpacks them itself, see
 * {@link Call#unpackedBody}; to others they are no JSON.
 */
final class PackedBodies implements ContentEncoding {
    @Override
    public Set<String> ids() {
        return Set.of("gzip", "x-gzip", "deflate", "compress", "br", "zstd");
    }

    @Override
    public boolean supportsEncoding() {
        return false;
    }

    @Override
    public boolean supportsDecoding() {
        return true;
    }

    @Override
    public ContentDecoder decoder() {
        return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
        return ContentEncoder.NO_OP;
    }

    @Override
    public String name() {
        return "packed";
    }

    @Override
    public String type() {
        return "packed";
    }
}
