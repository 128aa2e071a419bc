import org.jspecify.annotations.NullMarked;

/** Product events of clients: taken in at speed, kept by month, counted. */
@NullMarked
module dev.stoa.telemetry {
    requires dev.stoa.platform;

    provides dev.stoa.platform.FeatureProvider with
            dev.stoa.telemetry.TelemetryProvider;
}
