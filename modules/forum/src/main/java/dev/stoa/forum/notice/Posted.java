package dev.stoa.forum.notice;

import dev.stoa.platform.MemberId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A post that somebody may want to know of.
 *
 * @param thread where it is
 * @param post the post
 * @param parent the post it answers; null for one at top level
 * @param author who wrote it
 * @param mentioned usernames it names, without the {@code @}, in any case; those that nobody has
 *     mean nothing, and those beyond the first {@value #MOST_MENTIONS} neither
 */
public record Posted(
        long thread, long post, @Nullable Long parent, MemberId author, List<String> mentioned) {
    /** Members that one post can tell by name. */
    public static final int MOST_MENTIONS = 20;

    public Posted {
        mentioned =
                mentioned.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .limit(MOST_MENTIONS)
                        .toList();
    }
}
