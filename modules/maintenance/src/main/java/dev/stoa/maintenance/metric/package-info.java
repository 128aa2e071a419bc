/** What is measured, on the admin listener. */
package dev.stoa.maintenance.metric;
