/** How large the database's tables are, and how far their ids and partitions reach. */
package dev.stoa.maintenance.size;
