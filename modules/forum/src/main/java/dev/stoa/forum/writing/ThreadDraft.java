package dev.stoa.forum.writing;

import dev.stoa.platform.http.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that a member wants to open.
 *
 * @param structure where
 * @param tags slugs
 * @param isDraft whether nobody else is to see it yet
 */
record ThreadDraft(
        long structure, String kind, Title title, List<String> tags, Clip clip, boolean isDraft) {
    static final String DISCUSSION = "discussion";
    static final String QUESTION = "question";
    static final List<String> KINDS = List.of(DISCUSSION, QUESTION, "article", Clip.KIND);

    ThreadDraft {
        tags = List.copyOf(tags);
    }

    /**
     * @throws dev.stoa.platform.Failure.Invalid for a title that is too short, media that are no
     *     addresses, or what a clip has on a thread that is none
     */
    static ThreadDraft of(Fields fields) {
        String kind = fields.text("kind", DISCUSSION);
        Clip clip = Clip.of(fields, Clip.NONE);
        clip.requireKind(kind);
        return new ThreadDraft(
                fields.id("structureId"),
                kind,
                Title.of(fields.text("title")),
                fields.all("tags"),
                clip,
                fields.flag("draft"));
    }

    /**
     * What a thread of kind clip has besides.
     *
     * @param media a JSON object
     */
    record Clip(@Nullable String media, @Nullable String game, @Nullable String broadcaster) {
        static final String KIND = "clip";
        static final Clip NONE = new Clip(null, null, null);

        /** What {@code fields} say, and {@code now} where they say nothing. */
        static Clip of(Fields fields, Clip now) {
            String media = fields.textOrNull("media");
            return new Clip(
                    fields.has("media") ? (media == null ? null : Media.checked(media)) : now.media,
                    fields.has("gameId") ? fields.textOrNull("gameId") : now.game,
                    fields.has("broadcasterId")
                            ? fields.textOrNull("broadcasterId")
                            : now.broadcaster);
        }

        void requireKind(String kind) {
            if (!kind.equals(KIND) && !equals(NONE)) {
                throw WritingProblems.field(
                        media != null ? "media" : game != null ? "gameId" : "broadcasterId",
                        "conflict",
                        "Only threads of kind clip have media, a game and a broadcaster.");
            }
        }
    }
}
