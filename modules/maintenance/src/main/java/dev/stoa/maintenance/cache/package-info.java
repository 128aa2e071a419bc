/** The caches, on the admin listener. */
package dev.stoa.maintenance.cache;
