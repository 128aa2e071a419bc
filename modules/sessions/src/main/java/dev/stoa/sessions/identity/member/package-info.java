/** A member's own things: their profile, their bans and role, and what they can take away. */
package dev.stoa.sessions.identity.member;
