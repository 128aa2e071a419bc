/**
 * Rate limits: how much one caller may ask for, of what.
 *
 * <p>Every window of a policy, such as 600 in a minute, is a bucket of 600 tokens that fills
 * evenly, one each tenth of a second (GCRA). A request is allowed when all windows of its policy
 * have a token, and takes one of each; a refused one takes none. In any stretch of a window's
 * length at most twice its permits are allowed: a full bucket and what flows in.
 *
 * <p>Exact policies ask Redis for each request, by one script on Redis's own clock, so two nodes
 * are as exact as one. Leased ones take tokens from Redis in batches without waiting for it; they
 * exceed the limit by at most one batch a node. Without Redis a node's own buckets decide, which is
 * exact for one node; while Redis is configured and away the answer is marked as local.
 */
package dev.stoa.platform.limit;
