package dev.stoa.telemetry.event;

/**
 * An event of a batch that was not accepted.
 *
 * @param index its place in the batch, from 0
 */
public record Rejected(int index, Fault fault) {}
