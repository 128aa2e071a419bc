/** Which statements run, how they do, and what the slow ones did. */
package dev.stoa.maintenance.statement;
