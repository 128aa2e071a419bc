package dev.stoa.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Schemas of maintenance's answers, for the OpenAPI document. */
final class MaintenanceSchemas {
    private MaintenanceSchemas() {}

    /** They are packaged beside this class. */
    static String json() {
        try (InputStream in = MaintenanceSchemas.class.getResourceAsStream("schemas.json")) {
            if (in == null) {
                throw new IllegalStateException("schemas.json is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
