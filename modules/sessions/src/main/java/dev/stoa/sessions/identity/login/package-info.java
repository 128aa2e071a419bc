/**
 * Signing in with a wallet, and the login sessions that come of it.
 *
 * <p>A sign-in begins a family of login sessions. Each refresh adds a row to it and retires the one
 * before, so the family has one pair of tokens that is good; whoever shows a retired refresh token
 * has a copy, and nobody can tell whose, so the family ends. There is no grace: two refreshes at
 * once with one token end the family too. A retired access token serves requests in flight for 60
 * seconds.
 */
package dev.stoa.sessions.identity.login;
