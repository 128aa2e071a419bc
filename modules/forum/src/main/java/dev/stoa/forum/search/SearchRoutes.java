package dev.stoa.forum.search;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.search.SearchQuery.Sought;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.tag.TagRef;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search and related threads over HTTP. */
final class SearchRoutes {
    private static final List<String> OF_THREADS =
            List.of("forumId", "tag", "kind", "authorId", "page");

    private final Forum forum;
    private final Searches searches;
    private final RelatedThreads related;
    private final ViewerStates states;

    SearchRoutes(Forum forum, Searches searches, RelatedThreads related, ViewerStates states) {
        this.forum = forum;
        this.searches = searches;
        this.related = related;
        this.states = states;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/search",
                                "Threads, posts, members or tags that fit a text, the best first",
                                "SearchPage",
                                this::search,
                                Param.text(
                                        "q",
                                        200,
                                        "What is looked for: words, \"a phrase\", or between two of them, -word for without."
                                                + " It must be given."),
                                Param.choice(
                                                "type",
                                                "What is looked for; members and tags by their names.",
                                                "threads",
                                                "posts",
                                                "members",
                                                "tags")
                                        .fallback("threads"),
                                Param.idOr(
                                                "forumId",
                                                "all",
                                                "In this structure and those below it only.")
                                        .fallback("all"),
                                Param.text(
                                                "tag",
                                                100,
                                                "Slug of a tag that the thread must carry; repeat it for several.")
                                        .many(),
                                Param.choice(
                                        "kind",
                                        "In threads of this kind only.",
                                        "discussion",
                                        "question",
                                        "article",
                                        "clip"),
                                Param.id("authorId", "Threads or posts of this member only."),
                                Paging.LIMIT,
                                Paging.PAGE,
                                Paging.AFTER)
                        .limit("search"),
                Route.get(
                        "/api/forum/threads/{id}/related",
                        "Threads related to one: linked ones, then by tags and title",
                        "ThreadPage",
                        this::related,
                        Param.pathId("id", "The thread."),
                        Param.number("limit", 1, 20, "Threads at most.").fallback("10")));
    }

    private Reply search(Call call) {
        Arguments arguments = call.arguments();
        String text = arguments.text("q", "").strip();
        if (text.isEmpty()) {
            throw Failure.Invalid.parameter("q", "required", "Say what is looked for.");
        }
        Sought type = Sought.of(arguments.text("type", "threads"));
        if (type == Sought.MEMBERS || type == Sought.TAGS) {
            OF_THREADS.stream()
                    .filter(arguments::has)
                    .findFirst()
                    .ifPresent(
                            name -> {
                                throw Failure.Invalid.parameter(
                                        name, "conflict", name + " goes with threads and posts.");
                            });
        }
        return states.reply(
                call.viewer(),
                searches.page(new SearchQuery(text, type, filter(call), Paging.of(arguments))));
    }

    private SearchFilter filter(Call call) {
        Arguments arguments = call.arguments();
        String forumId = arguments.text("forumId", "all");
        return new SearchFilter(
                forumId,
                structures(call, forumId),
                arguments.textOrNull("kind"),
                tags(arguments),
                arguments.idOrNull("authorId"),
                audience(call));
    }

    private @Nullable List<Long> structures(Call call, String forumId) {
        if (forumId.equals("all")) {
            return null;
        }
        long id = Long.parseLong(forumId);
        forum.rights().read(call.viewer(), id);
        return forum.structures().tree().subtree(id);
    }

    private Audience audience(Call call) {
        return forum.structures().tree().audience(call.viewer());
    }

    private List<TagRef> tags(Arguments arguments) {
        return arguments.all("tag").stream()
                .map(
                        slug ->
                                forum.tags()
                                        .known(slug)
                                        .orElseThrow(
                                                () ->
                                                        Failure.Invalid.parameter(
                                                                "tag",
                                                                "unknown",
                                                                "There is no tag with that slug.")))
                .sorted(Comparator.comparingInt(TagRef::useCount).thenComparingLong(TagRef::id))
                .distinct()
                .toList();
    }

    private Reply related(Call call) {
        return states.reply(
                call.viewer(),
                related.of(
                        call.arguments().pathId("id"),
                        call.arguments().number("limit", 10),
                        audience(call)));
    }
}
