/** Levels of loggers, on the admin listener. */
package dev.stoa.maintenance.log;
