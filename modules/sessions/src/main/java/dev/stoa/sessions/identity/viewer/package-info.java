/**
 * From the credential of a request to its viewer.
 *
 * <p>A credential is a secret text; what is stored of it is an HMAC keyed with the {@link
 * dev.stoa.sessions.identity.viewer.Pepper}, so a copy of the database opens no door. {@link
 * dev.stoa.sessions.identity.viewer.Viewers} answers from a cache of at most five seconds, which
 * events empty at once, and otherwise by one statement. The cache only shortens the way: PostgreSQL
 * alone says what is valid.
 */
package dev.stoa.sessions.identity.viewer;
