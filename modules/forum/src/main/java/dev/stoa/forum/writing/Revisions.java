package dev.stoa.forum.writing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.base.Forum;
import dev.stoa.forum.writing.RevisionStore.Owner;
import dev.stoa.forum.writing.RevisionStore.Revision;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What posts said before. A text may be changed because it had better not be read: its author and
 * moderators alone see what it was.
 */
final class Revisions {
    private final Forum forum;
    private final RevisionStore store;
    private final Cursors cursors;

    Revisions(Forum forum) {
        this.forum = forum;
        this.store = new RevisionStore(forum.platform().database());
        this.cursors = forum.platform().cursors();
    }

    /**
     * A page of what a post was, the newest first; two statements.
     *
     * @throws Failure.NotFound for another's post, but for moderators
     */
    Body page(Viewer.Member member, long post, Paging paging) {
        Owner owner =
                store.owner(post)
                        .filter(found -> isKnown(member, found))
                        .orElseThrow(() -> WritingProblems.noPost(post));
        if (!isOwn(member, owner) && !member.is(Role.MODERATOR)) {
            throw new Failure.NotFound("Its author and moderators alone see what it said before.");
        }
        return page(post, paging).body(Revisions::write);
    }

    private boolean isKnown(Viewer.Member member, Owner owner) {
        boolean isShown = owner.isPublished() ? !owner.isRemoved() : isOwn(member, owner);
        return (isShown || (owner.isPublished() && member.is(Role.MODERATOR)))
                && !forum.structures().tree().audience(member).isHidden(owner.structure());
    }

    private static boolean isOwn(Viewer.Member member, Owner owner) {
        return Objects.equals(owner.author(), member.id().value());
    }

    private Page<Revision> page(long post, Paging paging) {
        String scope = "revisions:" + post;
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        boolean isBack = paging.before() && cursor.isPresent();
        long at = cursor.map(place -> place.tuple().part(0)).orElse((long) Integer.MAX_VALUE);
        List<Revision> rows =
                isBack
                        ? store.after(post, at, paging.limit())
                        : store.before(post, at, paging.limit());
        boolean isMore = rows.size() > paging.limit();
        List<Revision> cut = rows.subList(0, Math.min(paging.limit(), rows.size()));
        List<Revision> shown = isBack ? cut.reversed() : cut;
        if (shown.isEmpty()) {
            return new Page<>(shown, null, null);
        }
        return new Page<>(
                shown,
                isMore || isBack ? cursor(shown.getLast(), scope) : null,
                (isBack ? isMore : cursor.isPresent()) ? cursor(shown.getFirst(), scope) : null);
    }

    private String cursor(Revision revision, String scope) {
        return cursors.write(Cursor.after(revision.version(), revision.version()), scope);
    }

    private static void write(JsonGenerator json, Revision revision) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", revision.version());
        Json.text(json, "title", revision.title());
        json.writeStringField("body", revision.body());
        json.writeStringField("bodyFormat", revision.format());
        Long editor = revision.editor();
        if (editor == null) {
            json.writeNullField("editor");
        } else {
            json.writeObjectFieldStart("editor");
            Json.id(json, "id", editor);
            Json.text(json, "username", revision.username());
            Json.text(json, "displayName", revision.displayName());
            json.writeEndObject();
        }
        Json.instant(json, "createdAt", revision.at());
        json.writeEndObject();
    }
}
