package dev.stoa.platform.cache;

/** Makes the value of a cache entry from the source of record. */
@FunctionalInterface
public interface Loader {
    /**
     * The value as the source has it now. May run on another thread than the caller's, and after
     * the caller got an older answer.
     *
     * @throws Exception passed on to whoever waits for the value: a {@link
     *     dev.stoa.platform.Failure} as it is, any other checked one wrapped
     */
    Loaded load() throws Exception;
}
