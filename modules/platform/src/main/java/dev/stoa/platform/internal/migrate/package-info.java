/**
 * The schema's runner: Liquibase behind a PostgreSQL advisory lock, and no Liquibase at all where
 * there is nothing to do.
 */
package dev.stoa.platform.internal.migrate;
