import org.jspecify.annotations.NullMarked;

/** Stoa's main and commands; names no feature. */
@NullMarked
module dev.stoa.app {
    requires dev.stoa.platform;
}
