/** Product events of clients, as a feature. */
package dev.stoa.telemetry;
