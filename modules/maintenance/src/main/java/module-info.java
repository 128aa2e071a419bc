import org.jspecify.annotations.NullMarked;

/** The node looking after itself: health, metrics, operations. */
@NullMarked
module dev.stoa.maintenance {
    requires dev.stoa.platform;
    requires java.management;
    requires java.net.http;
    requires jdk.management;
    requires org.jline.terminal;

    opens dev.stoa.maintenance.top to
            info.picocli;
    opens dev.stoa.maintenance.index to
            info.picocli;

    provides dev.stoa.platform.FeatureProvider with
            dev.stoa.maintenance.MaintenanceProvider;
}
