/**
 * A made-up community for demonstrations and measurements: the same for the same seed and time, and
 * as lopsided as real ones are.
 */
package dev.stoa.forum.demo;
