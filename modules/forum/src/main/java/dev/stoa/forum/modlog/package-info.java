/** The log of what moderators did, to what and why. */
package dev.stoa.forum.modlog;
