import org.jspecify.annotations.NullMarked;

/** Identity: who a credential belongs to. */
@NullMarked
module dev.stoa.sessions {
    requires dev.stoa.platform;
    requires com.github.benmanes.caffeine;
    requires io.helidon.faulttolerance;
    requires java.net.http;
    requires org.bouncycastle.provider;

    opens dev.stoa.sessions.identity.key to
            info.picocli;
    opens dev.stoa.sessions.identity.member to
            info.picocli;

    provides dev.stoa.platform.FeatureProvider with
            dev.stoa.sessions.SessionsProvider;
}
