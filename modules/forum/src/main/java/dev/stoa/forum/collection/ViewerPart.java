package dev.stoa.forum.collection;

import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts what is one viewer's beside what is everyone's, without reading either. */
final class ViewerPart {
    private static final byte[] NAME = ",\"viewer\":".getBytes(StandardCharsets.UTF_8);

    private ViewerPart() {}

    /** The JSON object of {@code shared} with one field more, {@code viewer}. */
    static Reply joined(Reply shared, Body own) {
        Body body = shared.body();
        if (body == null) {
            return shared;
        }
        byte[] object = body.plain();
        byte[] ownPart = own.plain();
        ByteArrayOutputStream joined =
                new ByteArrayOutputStream(object.length + NAME.length + ownPart.length);
        joined.write(object, 0, object.length - 1);
        joined.writeBytes(NAME);
        joined.writeBytes(ownPart);
        joined.write('}');
        Body whole = Body.json(joined.toByteArray()).linked(body.next(), body.prev());
        Cached cached = shared.cached();
        return cached == null
                ? Reply.ok(whole)
                : Reply.of(new Cached(whole, cached.outcome(), cached.ageSeconds()));
    }
}
