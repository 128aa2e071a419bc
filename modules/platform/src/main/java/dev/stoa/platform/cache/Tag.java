package dev.stoa.platform.cache;

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

    @Override
    public String toString() {
        return type + ':' + id;
    }
}
