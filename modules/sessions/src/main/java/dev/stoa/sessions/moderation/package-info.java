/** What members report, and whom they block. */
package dev.stoa.sessions.moderation;
