package dev.stoa.forum.post;

import dev.stoa.forum.post.PostListSql.Scope;
import dev.stoa.forum.post.PostStore.Slice;
import dev.stoa.forum.post.Posts.Asked;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts over HTTP. */
public final class PostRoutes {
    private final Posts posts;
    private final Structures structures;
    private final ViewerStates states;

    public PostRoutes(Posts posts, Structures structures, ViewerStates states) {
        this.posts = posts;
        this.structures = structures;
        this.states = states;
    }

    private Audience audience(Call call) {
        return structures.tree().audience(call.viewer());
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/forum/threads/{id}/posts",
                        "Posts of a thread, a page at a time",
                        "PostPage",
                        this::ofThread,
                        Param.pathId("id", "The thread."),
                        Param.choice(
                                        "sort",
                                        "created (the oldest first), new, top by score, or tree.",
                                        PostSort.WORDS.toArray(String[]::new))
                                .fallback("created"),
                        Param.number(
                                "around",
                                1,
                                Integer.MAX_VALUE,
                                "A page with this post number in its middle; with sort=created."),
                        Param.id(
                                "parentId",
                                "Answers to this post only; with sort=tree all below it."),
                        Param.number("depth", 0, 8, "Posts at most this deep in the tree."),
                        Paging.LIMIT,
                        Paging.PAGE,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get(
                        "/api/forum/posts/{id}",
                        "One post",
                        "Post",
                        this::find,
                        Param.pathId("id", "The post.")),
                Route.get(
                        "/api/forum/posts/{id}/replies",
                        "Answers to a post, the oldest first",
                        "PostPage",
                        this::replies,
                        Param.pathId("id", "The post."),
                        Paging.LIMIT,
                        Paging.PAGE,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get(
                        "/api/forum/members/{id}/posts",
                        "Posts of a member, the newest first",
                        "PostPage",
                        this::ofMember,
                        Param.pathId("id", "The member."),
                        Paging.LIMIT,
                        Paging.PAGE,
                        Paging.AFTER,
                        Paging.BEFORE));
    }

    private Reply ofThread(Call call) {
        Arguments arguments = call.arguments();
        PostSort sort = PostSort.of(arguments.text("sort", "created"));
        Long parent = arguments.idOrNull("parentId");
        Paging paging = Paging.of(arguments);
        @Nullable Integer around =
                arguments.has("around") ? (Integer) arguments.number("around", 1) : null;
        if (around != null
                && (sort != PostSort.CREATED
                        || parent != null
                        || paging.cursorText() != null
                        || arguments.has("page"))) {
            throw Failure.Invalid.parameter(
                    "around", "conflict", "around goes with sort=created and limit only.");
        }
        Slice slice =
                new Slice(
                        sort,
                        parent == null ? Scope.THREAD : Scope.REPLIES,
                        arguments.pathId("id"),
                        parent == null ? 0 : parent,
                        0,
                        arguments.has("depth") ? (Integer) arguments.number("depth", 0) : null,
                        audience(call));
        return states.reply(call.viewer(), posts.page(new Asked(slice, paging, around)));
    }

    private Reply find(Call call) {
        return states.reply(
                call.viewer(), posts.find(call.arguments().pathId("id"), audience(call)));
    }

    private Reply replies(Call call) {
        return states.reply(
                call.viewer(),
                posts.replies(
                        call.arguments().pathId("id"),
                        Paging.of(call.arguments()),
                        audience(call)));
    }

    private Reply ofMember(Call call) {
        Slice slice =
                new Slice(
                        PostSort.NEW,
                        Scope.MEMBER,
                        0,
                        0,
                        call.arguments().pathId("id"),
                        null,
                        audience(call));
        return states.reply(
                call.viewer(), posts.page(new Asked(slice, Paging.of(call.arguments()), null)));
    }
}
