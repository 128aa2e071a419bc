package dev.stoa.platform.cache;

import dev.stoa.platform.http.Body;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Loader} found, and what it depends on.
 *
 * @param body the finished answer, null where there is nothing
 * @param detail what to say where there is nothing; empty otherwise
 * @param tags a change of any of these makes the value invalid
 * @param listTags a change of any of these makes the value dirty: served while it is refreshed
 */
public record Loaded(@Nullable Body body, String detail, Set<Tag> tags, Set<Tag> listTags) {
    public Loaded {
        tags = Set.copyOf(tags);
        listTags = Set.copyOf(listTags);
    }

    /** A value that depends on {@code tags} only. */
    public static Loaded of(Body body, Collection<Tag> tags) {
        return new Loaded(body, "", Set.copyOf(tags), Set.of());
    }

    /**
     * A list: invalid when one of {@code tags} changes, dirty when one of {@code listTags} does.
     */
    public static Loaded list(Body body, Collection<Tag> tags, Collection<Tag> listTags) {
        return new Loaded(body, "", Set.copyOf(tags), Set.copyOf(listTags));
    }

    /**
     * Nothing is there. Readers get a {@link dev.stoa.platform.Failure.NotFound} with {@code
     * detail}; it is remembered for a short time, or until one of {@code tags} changes.
     */
    public static Loaded missing(String detail, Tag... tags) {
        return new Loaded(null, detail, Set.copyOf(List.of(tags)), Set.of());
    }
}
