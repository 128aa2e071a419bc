package dev.stoa.forum.writing;

import dev.stoa.forum.writing.ThreadDraft.Clip;
import dev.stoa.platform.http.Fields;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a member wants to be otherwise with a thread; null for what stays.
 *
 * @param expected the version they read
 * @param structure where it is to be
 * @param tags slugs
 * @param isPublished whether a draft is to be published
 * @param fields for what a clip has besides
 */
record ThreadEdit(
        long thread,
        OptionalInt expected,
        @Nullable Title title,
        @Nullable String kind,
        @Nullable Long structure,
        @Nullable List<String> tags,
        boolean isPublished,
        Fields fields) {
    static ThreadEdit of(long thread, OptionalInt expected, Fields fields) {
        String title = fields.textOrNull("title");
        return new ThreadEdit(
                thread,
                expected,
                title == null ? null : Title.of(title),
                fields.textOrNull("kind"),
                fields.idOrNull("structureId"),
                fields.has("tags") ? fields.all("tags") : null,
                fields.has("draft") && !fields.flag("draft"),
                fields);
    }

    /**
     * What a clip has besides, and is to have now.
     *
     * @throws dev.stoa.platform.Failure.Invalid where it is to be no clip but has what clips have
     */
    Clip clip(ThreadState now) {
        Clip clip = Clip.of(fields, now.clip());
        clip.requireKind(kind == null ? now.kind() : kind);
        return clip;
    }
}
