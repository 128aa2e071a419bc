/** Probes: how the node is, on both listeners. */
package dev.stoa.maintenance.health;
