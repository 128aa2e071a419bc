/** Metrics, traces and logs. */
package dev.stoa.platform.observe;
