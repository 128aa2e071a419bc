package dev.stoa.forum.writing;

import dev.stoa.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tag as threads carry it. */
record TagCard(long id, String name, String slug, String color) {
    /** The finished form in which a thread's row keeps its tags. */
    static String json(List<TagCard> tags) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartArray();
                            for (TagCard tag : tags) {
                                json.writeStartObject();
                                Json.id(json, "id", tag.id);
                                json.writeStringField("name", tag.name);
                                json.writeStringField("slug", tag.slug);
                                json.writeStringField("color", tag.color);
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        }),
                StandardCharsets.UTF_8);
    }

    static long[] ids(List<TagCard> tags) {
        return tags.stream().mapToLong(TagCard::id).toArray();
    }

    static List<String> slugs(List<TagCard> tags) {
        return tags.stream().map(TagCard::slug).toList();
    }
}
