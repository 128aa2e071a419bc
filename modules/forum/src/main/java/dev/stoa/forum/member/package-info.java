/** Members as the forum shows them: one, a page of them, and what their karma came from. */
package dev.stoa.forum.member;
