package dev.stoa.platform;

/** Told how far long work is; called often, from the thread that does the work. */
@FunctionalInterface
public interface Progress {
    /** For work nobody watches. */
    Progress NONE = (_, _, _) -> {};

    /**
     * How far the work is.
     *
     * @param phase what is being done, in a few words
     * @param done in whatever unit {@code total} is
     * @param total at least {@code done}; 0 where it is not known
     */
    void at(String phase, long done, long total);
}
