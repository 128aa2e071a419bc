package dev.stoa.forum.post;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import java.io.IOException;

/** Posts as JSON. */
final class PostBodies {
    private PostBodies() {}

    static void post(JsonGenerator json, PostRow post) throws IOException {
        Json.value(json, post.body());
    }
}
