/**
 * Looking after tables and indexes when somebody asks for it: a plan of steps is written down, and
 * a job does them one after the other, beside the traffic. A node that dies leaves the rest to
 * another.
 */
package dev.stoa.maintenance.optimization;
