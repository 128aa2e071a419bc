/**
 * Texts of members: Markdown made into HTML that is safe to serve, what it begins with, whom it
 * names, and titles as addresses. All is done once, when a text is written.
 */
package dev.stoa.forum.text;
