/** Who may write where. */
package dev.stoa.forum.right;
