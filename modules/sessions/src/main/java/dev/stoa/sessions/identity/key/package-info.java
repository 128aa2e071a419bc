/** API keys: what programs show, made by members, admins and the command line. */
package dev.stoa.sessions.identity.key;
