/** The schema's change sets, on the admin listener. */
package dev.stoa.maintenance.migration;
