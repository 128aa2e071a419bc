package dev.stoa.maintenance;

/** Schemas of maintenance's answers, for the OpenAPI document. */
final class MaintenanceSchemas {
    static final String JSON = "{}";

    private MaintenanceSchemas() {}
}
