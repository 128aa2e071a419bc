/**
 * The two-tier cache of finished bodies: memory first, Redis second.
 *
 * <p>A {@link dev.stoa.platform.cache.Loader} says what it found and on what it depends: its {@link
 * dev.stoa.platform.cache.Tag tags}. Whoever changes one of these things tells {@link
 * dev.stoa.platform.cache.Caches#invalidate} after the commit. That moves the node's epoch; an
 * entry remembers up to which epoch its tags were checked, so that a hit costs a look at two
 * numbers, and at the tags only when something changed since. An entry begins with the epoch from
 * before its load, therefore a load that was overtaken by a change can't bring an old value back.
 *
 * <p>List tags are gentler: a list that changed is served while one load refreshes it, once a
 * second at most. A list that nobody read for two seconds is loaded before it is served, so no list
 * is shown that is known to be older.
 *
 * <p>Everything is loaded once at a time for a key. Entries are refreshed in the last fifth of
 * their time; expired ones are kept for the case that the source fails. That nothing is there is
 * remembered too, for a short time.
 */
package dev.stoa.platform.cache;
