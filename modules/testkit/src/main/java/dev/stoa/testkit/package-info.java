/** What tests stand on: real servers, and nothing that pretends to be one. */
@org.jspecify.annotations.NullMarked
package dev.stoa.testkit;
