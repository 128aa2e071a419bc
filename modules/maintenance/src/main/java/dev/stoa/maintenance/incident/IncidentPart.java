package dev.stoa.maintenance.incident;

import dev.stoa.platform.http.Json;

/**
 * One part of the incident bundle. Parts are read at once, each within two seconds of its own; one
 * that fails or takes longer is told as such and leaves the others as they are.
 */
public interface IncidentPart {
    /** Its field of the bundle, camelCase, e.g. {@code slowStatements}. */
    String name();

    /** The name of its schema, in the {@code schemas.json} of its package. */
    String schema();

    /**
     * Reads what there is to tell, with no text of users in it.
     *
     * @return writes it, one JSON value, when all parts are read; it must not block or fail
     * @throws Exception where it can't be told: the bundle says so in its place
     */
    Json.Writer read() throws Exception;
}
