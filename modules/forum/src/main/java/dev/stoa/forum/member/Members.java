package dev.stoa.forum.member;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.member.MemberStore.KarmaRow;
import dev.stoa.forum.member.MemberStore.MemberRow;
import dev.stoa.forum.structure.Audience;
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

    /**
     * A member's page of what they wrote, or that there is no such member; one statement where the
     * page is empty.
     */
    public Loaded orMissing(long id, Loaded page) {
        return page.body() != null && page.body().marks().isEmpty() && !store.exists(id)
                ? missing(id)
                : page;
    }

    private static Loaded missing(long id) {
        return Loaded.missing("There is no member " + id + ".", Tag.of("member", id));
    }

    Cached page(@Nullable String query, Paging paging) {
        String scope = "members:" + (query == null ? "" : query);
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        return cache.get(
                key(paging) + scope,
                () -> {
                    List<MemberRow> rows =
                            query == null
                                    ? store.newest(cursor, paging.limit())
                                    : store.search(query, cursor, paging.limit()).stream()
                                            .map(MemberStore.Likeness::member)
                                            .toList();
                    return Loaded.list(
                            Page.of(rows, paging, member -> cursors.write(place(member), scope))
                                    .body(Members::member),
                            Set.of(),
                            Set.of(new Tag("list", "members")));
                });
    }

    private static String key(Paging paging) {
        return paging.limit()
                + ":"
                + (paging.before() ? "before " : "")
                + paging.cursorText()
                + ':';
    }

    private static Cursor place(MemberRow member) {
        return Cursor.after(Double.doubleToLongBits(member.alike()), member.id());
    }

    Cached karma(long id, Audience audience, Paging paging) {
        String scope = "karma:" + id + ':' + audience.key();
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        return cache.get(
                key(paging) + scope,
                () -> {
                    if (store.find(id).isEmpty()) {
                        return missing(id);
                    }
                    List<KarmaRow> rows = store.karma(id, audience, cursor, paging.limit());
                    return Loaded.list(
                            Page.of(
                                            rows,
                                            paging,
                                            entry ->
                                                    cursors.write(
                                                            Cursor.after(
                                                                    entry.micros(), entry.id()),
                                                            scope))
                                    .body(Members::entry),
                            Set.of(Tag.of("member", id)),
                            Set.of(Tag.of("karma", id)));
                });
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
