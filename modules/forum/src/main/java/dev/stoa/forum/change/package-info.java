/**
 * What changed in the forum, told once: caches forget what shows it, and listeners of this node
 * hear of it, both after the change is committed.
 */
package dev.stoa.forum.change;
