/** The database as this node sees it, on the admin listener. */
package dev.stoa.maintenance.database;
