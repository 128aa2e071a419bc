/**
 * How many events there are: deltas that go in with the events, a folder that moves them into
 * rollups, and the questions that are answered from both.
 */
package dev.stoa.telemetry.count;
