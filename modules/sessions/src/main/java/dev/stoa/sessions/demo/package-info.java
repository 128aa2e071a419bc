/**
 * Made-up peer sessions, reports, blocks, bans and transfers between the members there are: the
 * same for the same members, seed and time, and as lopsided as real ones are.
 */
package dev.stoa.sessions.demo;
