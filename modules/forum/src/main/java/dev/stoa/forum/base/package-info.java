/** What the parts of the forum have in common. */
package dev.stoa.forum.base;
