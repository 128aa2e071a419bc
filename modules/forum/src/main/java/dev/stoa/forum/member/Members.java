package dev.stoa.forum.member;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.member.MemberStore.KarmaRow;
import dev.stoa.forum.member.MemberStore.MemberRow;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members as the forum shows them. */
public final class Members {
    public static final CacheSpec CACHE =
            CacheSpec.of("members", "600s", 10_000, "members and pages of them");

    private final MemberStore store;
    private final Cursors cursors;
    private final Cache cache;

    public Members(Platform platform) {
        this.store = new MemberStore(platform.database());
        this.cursors = platform.cursors();
        this.cache = platform.cache(CACHE);
    }

    Cached find(long id) {
        return cache.get(
                "member:" + id,
                () -> {
                    Optional<MemberRow> member = store.find(id);
                    if (member.isEmpty()) {
                        return missing(id);
                    }
                    return Loaded.list(
                            Json.body(json -> member(json, member.get())),
                            Set.of(Tag.of("member", id)),
                            Set.of(Tag.of("karma", id)));
                });
    }

    private static Loaded missing(long id) {
        return Loaded.missing("There is no member " + id + ".", Tag.of("member", id));
    }

    Cached page(@Nullable String query, Paging paging) {
        String scope = "members:" + (query == null ? "" : query);
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        return cache.get(
                paging.limit() + ":" + paging.cursorText() + ':' + scope,
                () -> {
                    int limit = paging.limit();
                    List<MemberRow> rows =
                            query == null ? newest(cursor, limit) : search(query, cursor, limit);
                    List<MemberRow> shown = rows.subList(0, Math.min(limit, rows.size()));
                    String next =
                            rows.size() > limit
                                    ? cursors.write(place(shown.getLast()), scope)
                                    : null;
                    return Loaded.list(
                            new Page<>(shown, next, null).body(Members::member),
                            Set.of(),
                            Set.of(new Tag("list", "members")));
                });
    }

    private List<MemberRow> newest(Optional<Cursor> cursor, int limit) {
        return store.newest(cursor.map(at -> at.tuple().part(1)).orElse(Long.MAX_VALUE), limit);
    }

    /** Nothing is more alike than 1, so 2 stands in front of all. */
    private List<MemberRow> search(String query, Optional<Cursor> cursor, int limit) {
        double alike = cursor.map(at -> Double.longBitsToDouble(at.tuple().part(0))).orElse(2.0);
        long after = cursor.map(at -> at.tuple().part(1)).orElse(0L);
        return store.search(query, alike, after, limit).stream()
                .map(MemberStore.Likeness::member)
                .toList();
    }

    private static Cursor place(MemberRow member) {
        return Cursor.after(Double.doubleToLongBits(member.alike()), member.id());
    }

    Cached karma(long id, Paging paging) {
        String scope = "karma:" + id;
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        return cache.get(
                paging.limit() + ":" + paging.cursorText() + ':' + scope,
                () -> {
                    if (store.find(id).isEmpty()) {
                        return missing(id);
                    }
                    int limit = paging.limit();
                    Object at =
                            cursor.<Object>map(c -> instant(c.tuple().part(0))).orElse("infinity");
                    long after = cursor.map(c -> c.tuple().part(1)).orElse(Long.MAX_VALUE);
                    List<KarmaRow> rows = store.karma(id, at, after, limit);
                    List<KarmaRow> shown = rows.subList(0, Math.min(limit, rows.size()));
                    String next =
                            rows.size() > limit
                                    ? cursors.write(
                                            Cursor.after(
                                                    shown.getLast().micros(), shown.getLast().id()),
                                            scope)
                                    : null;
                    return Loaded.list(
                            new Page<>(shown, next, null).body(Members::entry),
                            Set.of(Tag.of("member", id)),
                            Set.of(Tag.of("karma", id)));
                });
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    static void member(JsonGenerator json, MemberRow member) throws IOException {
        json.writeStartObject();
        json.writeRaw(member.card());
        json.writeRaw(',');
        json.writeNumberField("karma", member.karma());
        json.writeNumberField("threads", member.threads());
        json.writeNumberField("posts", member.posts());
        Json.instant(json, "createdAt", member.createdAt());
        json.writeEndObject();
    }

    private static void entry(JsonGenerator json, KarmaRow entry) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", entry.id());
        json.writeStringField("type", entry.type());
        json.writeNumberField("points", entry.points());
        Json.text(json, "threadId", entry.threadId() == null ? null : entry.threadId().toString());
        Json.text(json, "postId", entry.postId() == null ? null : entry.postId().toString());
        Json.instant(json, "createdAt", entry.at());
        json.writeEndObject();
    }
}
