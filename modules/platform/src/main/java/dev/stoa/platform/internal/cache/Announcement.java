package dev.stoa.platform.internal.cache;

/**
 * That something changed on which cached values depend.
 *
 * @param type kind of thing, as in a tag
 * @param id which of them
 */
public record Announcement(String type, String id) {
    /** That anything may have changed. */
    public static final Announcement EVERYTHING = new Announcement("all", "*");

    static final String PULSE = "pulse";

    /** The tag's form in stored entries, {@code type:id}. */
    public String tag() {
        return type + ':' + id;
    }
}
