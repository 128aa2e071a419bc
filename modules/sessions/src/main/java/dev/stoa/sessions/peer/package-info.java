/** Peer sessions between two addresses, and their presence. */
package dev.stoa.sessions.peer;
