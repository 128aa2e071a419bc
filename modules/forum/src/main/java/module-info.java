import org.jspecify.annotations.NullMarked;

/** Stoa's forum. */
@NullMarked
module dev.stoa.forum {
    requires dev.stoa.platform;
    requires org.jsoup;
    requires java.xml;
}
