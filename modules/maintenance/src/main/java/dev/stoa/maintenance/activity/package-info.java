/** Who does what in the database now, who waits for whom, and ending it. */
package dev.stoa.maintenance.activity;
