package dev.stoa.forum.notice;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifications as JSON. */
final class NoticeBodies {
    /** A badge counts no further. */
    private static final int MOST = 100;

    private NoticeBodies() {}

    static void write(JsonGenerator json, NoticeRow notice) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", notice.id());
        json.writeStringField("kind", notice.kind());
        json.writeFieldName("actor");
        if (notice.actor() == null) {
            json.writeNull();
        } else {
            json.writeRawValue('{' + notice.actor() + '}');
        }
        thread(json, notice.thread());
        post(json, notice.post());
        Json.text(json, "action", notice.action());
        Json.text(json, "note", notice.note());
        json.writeBooleanField("read", notice.isRead());
        Json.instant(json, "createdAt", notice.createdAt());
        json.writeEndObject();
    }

    private static void thread(JsonGenerator json, NoticeRow.@Nullable OfThread thread)
            throws IOException {
        json.writeFieldName("thread");
        if (thread == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", thread.id());
        json.writeStringField("title", thread.title());
        json.writeStringField("slug", thread.slug());
        json.writeEndObject();
    }

    private static void post(JsonGenerator json, NoticeRow.@Nullable OfPost post)
            throws IOException {
        json.writeFieldName("post");
        if (post == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", post.id());
        json.writeNumberField("number", post.number());
        json.writeEndObject();
    }

    /**
     * How many are unread: {@value #MOST} with {@code more} where there are more than that.
     *
     * @param counts of the newest 101, by kind
     */
    static Body counts(Map<String, Long> counts) {
        long unread = counts.values().stream().mapToLong(Long::longValue).sum();
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("unread", Math.min(unread, MOST));
                    json.writeBooleanField("more", unread > MOST);
                    json.writeArrayFieldStart("kinds");
                    for (NoticeKind kind : NoticeKind.values()) {
                        json.writeStartObject();
                        json.writeStringField("kind", kind.word());
                        json.writeNumberField("unread", counts.getOrDefault(kind.word(), 0L));
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
