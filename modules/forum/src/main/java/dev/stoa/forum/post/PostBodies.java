package dev.stoa.forum.post;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.http.Marker;
import java.io.IOException;

/** Posts as JSON. */
final class PostBodies {
    private PostBodies() {}

    /** A post in a page: an object that a viewer's states go into, and that can be left out. */
    static void post(JsonGenerator json, Marker marker, PostRow post) throws IOException {
        marker.item(json, ViewerStates.POST, post.id(), post.body());
    }

    /** A post that was asked for by its id. */
    static void fixed(JsonGenerator json, Marker marker, PostRow post) throws IOException {
        marker.fixed(json, ViewerStates.POST, post.id(), post.body());
    }
}
