/**
 * Load on a Stoa node, in the shapes that its performance is promised for.
 *
 * <p>A {@code Simulation} here knows only an address, a file of what there is to ask for ({@link
 * dev.stoa.load.Community}) and how its load is to be; {@link dev.stoa.load.run.Simulate} starts
 * what it needs. The statements behind an answer and how a cache came by it are read from the
 * answer's headers: a request with more statements than its kind may have has failed.
 */
@org.jspecify.annotations.NullMarked
package dev.stoa.load;
