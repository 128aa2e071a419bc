package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.text.Markdown;
import dev.stoa.forum.writing.EditStore.Edited;
import dev.stoa.forum.writing.RevisionStore.Rewrite;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of changing threads, and of publishing drafts. */
final class ThreadEdits {
    private final Forum forum;
    private final Openings openings;
    private final Locks locks;

    ThreadEdits(Forum forum, Openings openings, Locks locks) {
        this.forum = forum;
        this.openings = openings;
        this.locks = locks;
    }

    /**
     * Changes a thread; returns what it was.
     *
     * @throws Failure.NotFound for a thread that the member may not know of
     * @throws Failure.Forbidden for another's thread, or where they may not write
     * @throws Failure.Conflict {@code thread-locked}, {@code version-mismatch}, {@code
     *     version-required}
     * @throws Failure.Invalid for a kind, a structure or a tag that it can't have
     */
    ThreadState edit(Transaction in, Viewer.Member member, ThreadEdit asked) throws Exception {
        ThreadState now = locks.thread(in, member, asked.thread());
        Locks.requireChange(member, now.isBy(member), asked.expected(), now.version());
        Locks.requireOpen(member, now);
        ThreadEdit edit = narrowed(asked, now);
        forum.rights().write(in, member, now.structure());
        if (edit.structure() != null) {
            openings.requirePlace(in, member, edit.structure());
        }
        if (edit.kind() != null && now.answer() != null) {
            throw WritingProblems.field(
                    "kind", "conflict", "It has an accepted answer: take that back first.");
        }
        @Nullable List<TagCard> tags = edit.tags() == null ? null : TagStore.find(in, edit.tags());
        if (edit.title() != null) {
            RevisionStore.revise(
                    in,
                    new Rewrite(
                            now.firstPost(),
                            member.id().value(),
                            now.title(),
                            null,
                            now.isPublished()));
        }
        EditStore.edit(in, now, new Edited(edit, edit.clip(now), tags));
        if (edit.isPublished()) {
            publish(in, member, now, place(now, edit));
        }
        OfOthers.changed(in, member, now, "thread-edited", details(edit));
        count(in, now, edit, tags);
        tell(in, now, edit, tags);
        return now;
    }

    /** The same without what is so already. */
    private static ThreadEdit narrowed(ThreadEdit edit, ThreadState now) {
        boolean isRenamed = edit.title() != null && !edit.title().text().equals(now.title());
        boolean isMoved = edit.structure() != null && edit.structure() != now.structure();
        return new ThreadEdit(
                edit.thread(),
                edit.expected(),
                isRenamed ? edit.title() : null,
                now.kind().equals(edit.kind()) ? null : edit.kind(),
                isMoved ? edit.structure() : null,
                edit.tags(),
                edit.isPublished() && !now.isPublished(),
                edit.fields());
    }

    /** What was changed, and where it was moved: what it was is in the revisions. */
    private static String details(ThreadEdit edit) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeBooleanField("title", edit.title() != null);
                            json.writeBooleanField("kind", edit.kind() != null);
                            json.writeBooleanField("tags", edit.tags() != null);
                            Long to = edit.structure();
                            Json.text(json, "structureId", to == null ? null : to.toString());
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }

    private static ThreadPlace place(ThreadState now, ThreadEdit edit) {
        return new ThreadPlace(
                now.id(),
                edit.structure() == null ? now.structure() : edit.structure(),
                now.author());
    }

    private void publish(Transaction in, Viewer.Member member, ThreadState now, ThreadPlace place)
            throws Exception {
        EditStore.publishPost(in, now.firstPost());
        PostState first = LockStore.post(in, now.firstPost(), now.id()).orElseThrow();
        List<String> mentions =
                forum.platform().cpu().run(() -> Markdown.written(first.body())).mentions();
        openings.tell(in, member, place, new Openings.Published(now.firstPost(), mentions));
    }

    /** The author of a draft has its post already: the thread and its place are what is new. */
    private void count(
            Transaction in, ThreadState now, ThreadEdit edit, @Nullable List<TagCard> tags) {
        List<Delta> deltas = new ArrayList<>();
        long place = edit.structure() == null ? now.structure() : edit.structure();
        if (edit.isPublished()) {
            deltas.add(new Delta(null, null, now.author(), place, Moves.NONE.threads(1)));
            deltas.add(ofPlace(place, 0, EditStore.shownPosts(in, now.id())));
        } else if (edit.structure() != null && now.isShown()) {
            int posts = EditStore.shownPosts(in, now.id());
            deltas.add(ofPlace(place, 1, posts));
            deltas.add(ofPlace(now.structure(), -1, -posts));
        }
        if (!deltas.isEmpty()) {
            forum.counters().append(in, deltas);
        }
        long[] before = now.isShown() ? now.tagIds() : new long[0];
        long[] after = tags == null ? now.tagIds() : TagCard.ids(tags);
        if (now.isShown() || edit.isPublished()) {
            TagStore.used(in, EditStore.lost(after, before), EditStore.lost(before, after));
        }
    }

    private static Delta ofPlace(long structure, int threads, int posts) {
        return new Delta(null, null, null, structure, Moves.NONE.threads(threads).posts(posts));
    }

    /** Of what nobody else sees nobody is told. */
    private void tell(
            Transaction in, ThreadState now, ThreadEdit edit, @Nullable List<TagCard> tags) {
        if (!now.isShown() && !edit.isPublished()) {
            return;
        }
        Set<String> slugs = new TreeSet<>(now.slugs());
        if (tags != null) {
            slugs.addAll(TagCard.slugs(tags));
        }
        ThreadPlace place = place(now, edit);
        if (edit.isPublished()) {
            forum.changes().publish(in, new Change.ThreadOpened(place, List.copyOf(slugs)));
            return;
        }
        forum.changes().publish(in, new Change.ThreadEdited(place, List.copyOf(slugs)));
        if (edit.structure() != null) {
            forum.changes().publish(in, new Change.ThreadEdited(now.place(), List.of()));
        }
    }
}
