import org.jspecify.annotations.NullMarked;

/** Stoa's main and commands; names no feature. */
@NullMarked
module dev.stoa.app {
    requires dev.stoa.platform;
    requires me.tongfei.progressbar;
    requires io.helidon.logging.jul;
    requires java.net.http;

    opens dev.stoa.app to
            info.picocli;

    uses dev.stoa.platform.FeatureProvider;
}
