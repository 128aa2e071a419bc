/** A sample of what comes in, as it comes in, for a person who looks. */
package dev.stoa.telemetry.live;
