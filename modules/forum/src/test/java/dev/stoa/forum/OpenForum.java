package dev.stoa.forum;

import dev.stoa.forum.base.Forum;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Brings the forum, and shows what its parts share. */
public final class OpenForum implements FeatureProvider {
    private static final List<Forum> MADE = Collections.synchronizedList(new ArrayList<>());

    /** For ServiceLoader. */
    public OpenForum() {}

    /** What the parts of the last forum share that was made so. */
    public static Forum latest() {
        return MADE.getLast();
    }

    @Override
    public List<Setting<?>> settings() {
        return ForumSettings.all();
    }

    @Override
    public Feature create(Platform platform) {
        Forum forum = ForumParts.shared(platform);
        MADE.add(forum);
        return ForumParts.feature(forum);
    }
}
