/**
 * The PostgreSQL that a node runs for itself: its binaries, its folder, its process.
 *
 * <p>PostgreSQL is run directly, not through the builder of the artifact the binaries come from:
 * that one switches fsync off, trusts every local user, and adopts an orphan with whatever settings
 * it was started with.
 */
package dev.stoa.platform.internal.postgres;
