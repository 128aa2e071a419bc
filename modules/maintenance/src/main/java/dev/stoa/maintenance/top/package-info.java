/** Commands that look at a running node. */
package dev.stoa.maintenance.top;
