package dev.stoa.forum.post;

import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;
import java.util.Optional;

/** Posts that a viewer voted on, over HTTP; their vote is in each post. */
public final class VotedPostRoutes {
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ));

    private final PostStore store;
    private final Structures structures;
    private final ViewerStates states;
    private final Cursors cursors;

    public VotedPostRoutes(Platform platform, Structures structures, ViewerStates states) {
        this.store = new PostStore(platform.database());
        this.structures = structures;
        this.states = states;
        this.cursors = platform.cursors();
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/me/votes/posts",
                                "Posts that the viewer voted on, the newest post first",
                                "PostPage",
                                this::list,
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(READ));
    }

    private Reply list(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        Page<PostRow> page = page(member, Paging.of(call.arguments()));
        return states.reply(member, page.marked(PostBodies::fixed, json -> {}));
    }

    private Page<PostRow> page(Viewer.Member member, Paging paging) {
        String scope = "posts:voted:" + member.key();
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        List<PostRow> rows =
                store.voted(
                        member.id().value(),
                        structures.tree().audience(member).hiddenIds(),
                        paging.before() ? VotedSql.BEFORE : VotedSql.AFTER,
                        cursor.map(at -> at.tuple().part(0)).orElse(Long.MAX_VALUE),
                        paging.limit());
        return Page.of(rows, paging, post -> place(post, scope));
    }

    private String place(PostRow post, String scope) {
        return cursors.write(Cursor.after(post.id()), scope);
    }
}
