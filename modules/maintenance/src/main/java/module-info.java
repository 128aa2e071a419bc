import org.jspecify.annotations.NullMarked;

/** Stoa's maintenance. */
@NullMarked
module dev.stoa.maintenance {
    requires dev.stoa.platform;
}
