/** Tags: pages of them, and a snapshot in memory that tells list filters how rare each is. */
package dev.stoa.forum.tag;
