/** What a feature is, who asks, why something fails, and the account of a piece of work. */
package dev.stoa.platform;
