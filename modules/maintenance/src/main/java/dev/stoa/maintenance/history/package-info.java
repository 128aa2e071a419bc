/** What this node counted, minute by minute, in memory. */
package dev.stoa.maintenance.history;
