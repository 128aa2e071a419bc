/** Feature flags, on the admin listener. */
package dev.stoa.maintenance.flag;
