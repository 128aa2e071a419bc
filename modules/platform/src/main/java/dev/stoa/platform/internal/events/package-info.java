/** How events come to other nodes. */
package dev.stoa.platform.internal.events;
