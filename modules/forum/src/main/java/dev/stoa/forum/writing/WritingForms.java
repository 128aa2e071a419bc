package dev.stoa.forum.writing;

import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Route.Traits;

/** What routes that write have in common. */
final class WritingForms {
    /** A body of 50 000 characters in JSON: up to 6 bytes each where they are escaped. */
    static final Traits TEXT =
            Traits.MEMBER_WRITE.body(320 * 1024).with(Access.member(Scope.FORUM_WRITE));

    static final Field BODY =
            Field.required(
                    "body",
                    new Form.Lines(PostText.MOST),
                    "Markdown: CommonMark with tables, strikethrough and bare links.");

    /** Answered with the thread and its first post. */
    static final String THREAD = "WrittenThread";

    static final Field[] CLIP = {
        Field.clearable(
                "media",
                new Form.Json(Media.MOST),
                "Of a clip: url, perhaps thumbnailUrl and durationSeconds."),
        Field.clearable("gameId", new Form.Text(100), "Of a clip: the game it shows."),
        Field.clearable("broadcasterId", new Form.Text(100), "Of a clip: whose it is.")
    };

    private WritingForms() {}
}
