import org.jspecify.annotations.NullMarked;

/** Identity: who a credential belongs to. */
@NullMarked
module dev.stoa.sessions {
    requires dev.stoa.platform;
    requires org.bouncycastle.provider;

    provides dev.stoa.platform.FeatureProvider with
            dev.stoa.sessions.SessionsProvider;
}
