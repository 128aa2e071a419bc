/**
 * How events get in: requests queue up, a few writers take as many as fit into one statement, and
 * each request is answered once its transaction is on disk.
 */
package dev.stoa.telemetry.ingest;
