/** One event as clients send it: read, checked, and told what is wrong with it. */
package dev.stoa.telemetry.event;
