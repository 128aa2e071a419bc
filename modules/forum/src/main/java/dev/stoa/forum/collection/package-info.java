/**
 * Collections: ordered series of items that a member curates, each about a thread or about nothing
 * but itself. Every change locks the collection's row, moves its version and is seen as a whole or
 * not at all; the package is one document of one version; each member's progress is their own.
 */
package dev.stoa.forum.collection;
