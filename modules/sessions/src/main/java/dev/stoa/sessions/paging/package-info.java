/** How lists of this module are cut into pages. */
package dev.stoa.sessions.paging;
