/** Jobs of all nodes, on the admin listener. */
package dev.stoa.maintenance.job;
