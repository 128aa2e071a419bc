/**
 * What is possible: the same answers as Stoa's with nothing in between. A bare server sends ready
 * bytes; a bare statement is the best SQL known, hand-written JDBC and a buffer of text behind a
 * route, with no facade and no instrumentation. {@code gatling/measure} runs them against Stoa,
 * interleaved; whoever finds a faster statement improves the floor first.
 */
@NullMarked
package dev.stoa.floors;

import org.jspecify.annotations.NullMarked;
