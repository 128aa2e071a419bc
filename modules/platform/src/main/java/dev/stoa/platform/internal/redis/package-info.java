/** The node's client of Redis, made once and used by all that speak to it. */
package dev.stoa.platform.internal.redis;
