package dev.stoa.platform.cache;

import java.util.Collection;

/**
 * What a cached value depends on, e.g. {@code thread:42}, {@code list:recent}.
 *
 * @param type kind of the thing, the part before the colon; not {@code cache}, {@code all} or
 *     {@code pulse}, which are the cache's own
 * @param id which of them
 */
public record Tag(String type, String id) {
    public Tag {
        if (type.isEmpty() || type.indexOf(':') >= 0 || id.isEmpty()) {
            throw new IllegalArgumentException("tag: " + type + ':' + id);
        }
    }

    public static Tag of(String type, long id) {
        return new Tag(type, Long.toString(id));
    }

    /**
     * What entries remember of it: the tags of an entry may be more than its value. Two tags of one
     * key would make each other's entries invalid, which costs a load and shows nothing wrong.
     */
    long key() {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < type.length(); i++) {
            hash = (hash ^ type.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ ':') * 0x100000001b3L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The keys of {@code tags}. */
    static long[] keys(Collection<Tag> tags) {
        return tags.stream().mapToLong(Tag::key).toArray();
    }

    @Override
    public String toString() {
        return type + ':' + id;
    }
}
