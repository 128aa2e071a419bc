import org.jspecify.annotations.NullMarked;

/** Stoa's sessions. */
@NullMarked
module dev.stoa.sessions {
    requires dev.stoa.platform;
}
