/**
 * The cache's second tier: Redis, through Redisson.
 *
 * <p>Every change of something that cached values depend on is an {@link
 * dev.stoa.platform.internal.cache.Announcement}. One script gives it the next number of {@code
 * stoa:gen} and publishes it, so that numbers arrive in order. A value in Redis carries the number
 * its node knew before its load began; whoever reads it refuses it if a later change of one of its
 * tags is known, if such a change of this node still waits to be published, or if the number is
 * below the floor: the number at the time this node's channel was last (re)established. Numbers
 * start from Redis's clock in microseconds, so those of a Redis that lost its data are above all
 * earlier ones.
 *
 * <p>Once a second a node sends itself a pulse over the channel. A pulse that doesn't arrive, or
 * that arrives before all changes up to its number did, means that announcements were lost: memory
 * is cleared and Redis is not asked until the next pulse arrives.
 */
package dev.stoa.platform.internal.cache;
