/**
 * Threads: lists by tab and filter, batches, single ones with their first posts. A list is one
 * statement that reads the finished JSON parts its rows keep; pages are cached as finished bodies.
 */
package dev.stoa.forum.thread;
