/**
 * Who a request comes from: signing in, login sessions, API keys, roles, bans, a member's own
 * things.
 */
package dev.stoa.sessions.identity;
