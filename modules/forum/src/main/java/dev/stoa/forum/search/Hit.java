package dev.stoa.forum.search;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.member.MemberSearch;
import dev.stoa.forum.search.HitRow.FoundPost;
import dev.stoa.forum.tag.TagSearch;
import dev.stoa.forum.thread.ThreadCards;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Marker;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found, as it is shown.
 *
 * @param type thread, post, member or tag
 * @param score how well it fits; only the order means something
 * @param place what orders hits of the same score
 * @param content writes the fields that show it
 * @param highlights marks by field
 */
record Hit(
        String type,
        double score,
        long place,
        Content content,
        Map<String, List<Highlight>> highlights) {
    /** Writes the fields of what was found, and marks it. */
    interface Content {
        void write(JsonGenerator json, Marker marker) throws IOException;
    }

    /** A thread with its best post, or a post with its thread. */
    static Hit of(String type, HitRow row, ThreadCards.Card card) {
        Map<String, List<Highlight>> highlights = new LinkedHashMap<>();
        highlights.put("title", Highlight.of(row.title(), row.words()));
        highlights.put("excerpt", Highlight.of(row.excerpt(), row.words()));
        FoundPost post = row.post();
        Snippet snippet = post == null ? null : Snippet.of(post.html(), row.words());
        if (snippet != null) {
            highlights.put("snippet", snippet.highlights());
        }
        return new Hit(
                type,
                row.score(),
                row.place(),
                (json, marker) -> {
                    json.writeFieldName("thread");
                    card.part(json, marker);
                    if (type.equals("post")) {
                        json.writeFieldName("post");
                        post(json, marker, post, snippet);
                    } else {
                        // A thread stays without its best post where that one is unwanted.
                        marker.field(json, "post", to -> post(to, marker, post, snippet));
                    }
                },
                highlights);
    }

    static Hit of(MemberSearch.Found member, Collection<String> words) {
        Map<String, List<Highlight>> highlights = new LinkedHashMap<>();
        highlights.put("username", Highlight.inside(member.username(), words));
        highlights.put("displayName", Highlight.inside(member.displayName(), words));
        return new Hit(
                "member",
                member.alike(),
                member.id(),
                (json, _) -> {
                    json.writeFieldName("member");
                    member.card().write(json);
                },
                highlights);
    }

    static Hit of(TagSearch.Found tag, Collection<String> words) {
        Map<String, List<Highlight>> highlights = new LinkedHashMap<>();
        highlights.put("name", Highlight.inside(tag.name(), words));
        highlights.put("slug", Highlight.inside(tag.slug(), words));
        return new Hit(
                "tag",
                tag.alike(),
                tag.id(),
                (json, _) -> {
                    json.writeFieldName("tag");
                    tag.card().write(json);
                },
                highlights);
    }

    private static void post(
            JsonGenerator json, Marker marker, @Nullable FoundPost post, @Nullable Snippet snippet)
            throws IOException {
        if (post == null || snippet == null) {
            json.writeNull();
            return;
        }
        marker.open(json, ViewerStates.POST, post.id());
        Json.id(json, "id", post.id());
        json.writeNumberField("number", post.number());
        json.writeFieldName("author");
        json.writeRawValue(post.author() == null ? "null" : post.author());
        Json.instant(json, "createdAt", post.at());
        json.writeNumberField("score", post.score());
        json.writeStringField("snippet", snippet.text());
        json.writeEndObject();
    }

    void write(JsonGenerator json, Marker marker) throws IOException {
        marker.whole(json, to -> fields(to, marker));
    }

    private void fields(JsonGenerator json, Marker marker) throws IOException {
        json.writeStringField("type", type);
        json.writeNumberField("score", Math.round(score * 1e4) / 1e4);
        content.write(json, marker);
        json.writeArrayFieldStart("highlights");
        for (Map.Entry<String, List<Highlight>> field : highlights.entrySet()) {
            for (Highlight highlight : field.getValue()) {
                json.writeStartObject();
                json.writeStringField("field", field.getKey());
                json.writeNumberField("start", highlight.start());
                json.writeNumberField("end", highlight.end());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
