/** The two-tier cache of finished bodies. */
package dev.stoa.platform.cache;
