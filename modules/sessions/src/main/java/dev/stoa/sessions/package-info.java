/** Identity: resolves the credentials of requests to viewers. */
package dev.stoa.sessions;
