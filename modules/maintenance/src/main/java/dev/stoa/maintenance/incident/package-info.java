/**
 * All that one who is called at night asks first, in one answer that comes also when half of it is
 * away.
 */
package dev.stoa.maintenance.incident;
