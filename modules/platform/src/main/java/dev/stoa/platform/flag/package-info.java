/**
 * Switches for what is risky, thrown while nodes run.
 *
 * <p>A flag is declared in code with its fallback and a sentence; a row in {@code feature_flags}
 * says otherwise. Every node holds all of them in memory and reads them anew every two seconds, and
 * at once when it is told through Redis that one was set.
 */
package dev.stoa.platform.flag;
