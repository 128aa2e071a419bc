/**
 * The forum tree, held in memory and looked at anew every ten seconds: no request pays SQL for it.
 */
package dev.stoa.forum.structure;
