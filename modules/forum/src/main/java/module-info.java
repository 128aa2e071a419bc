import org.jspecify.annotations.NullMarked;

/** The forum: structures, threads, posts, votes, tags, ranking, import. */
@NullMarked
module dev.stoa.forum {
    requires dev.stoa.platform;
    requires org.commonmark;
    requires org.commonmark.ext.autolink;
    requires org.commonmark.ext.gfm.strikethrough;
    requires org.commonmark.ext.gfm.tables;
    requires org.jsoup;
    requires java.xml;

    opens dev.stoa.forum to
            info.picocli;

    provides dev.stoa.platform.FeatureProvider with
            dev.stoa.forum.ForumProvider;
}
