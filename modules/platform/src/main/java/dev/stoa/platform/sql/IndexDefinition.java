package dev.stoa.platform.sql;

/**
 * An index as a change set makes it.
 *
 * @param ddl what makes it beside the traffic: {@code create index concurrently}, on one line
 */
public record IndexDefinition(String name, String table, String ddl) {}
