/** Waiting in turn, for a while. */
package dev.stoa.platform.internal.queue;
