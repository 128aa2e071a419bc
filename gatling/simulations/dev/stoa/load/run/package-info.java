/**
 * What starts the service for a load, on data of its own and on free ports of the loopback
 * interface, and watches it meanwhile: {@link dev.stoa.load.run.Simulate} for a simulation, {@code
 * RegressionIT} for the gate.
 */
@org.jspecify.annotations.NullMarked
package dev.stoa.load.run;
