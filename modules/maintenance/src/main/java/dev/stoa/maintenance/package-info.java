/**
 * The node looking after itself: probes on both listeners, metrics and cache operations on the
 * admin one.
 */
package dev.stoa.maintenance;
