/** Peer sessions between two addresses. */
package dev.stoa.sessions.peer;
