package dev.stoa.forum.tag;

import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Tags over HTTP. */
public final class TagRoutes {
    private final Tags tags;

    public TagRoutes(Tags tags) {
        this.tags = tags;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/forum/tags",
                        "Tags, the most used first or by name",
                        "TagPage",
                        this::list,
                        Param.choice("sort", "The most used first, or by name.", "popular", "name")
                                .fallback("popular"),
                        Param.text("q", 100, "Part of the name."),
                        Paging.LIMIT,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get(
                        "/api/forum/tags/{slug}",
                        "One tag",
                        "Tag",
                        this::find,
                        Param.pathText("slug", 100, "The tag's slug.")));
    }

    private Reply list(Call call) {
        Arguments arguments = call.arguments();
        return Reply.of(
                tags.page(
                        arguments.text("sort", "popular").equals("name"),
                        arguments.textOrNull("q"),
                        Paging.of(arguments)));
    }

    private Reply find(Call call) {
        return Reply.of(tags.find(call.arguments().pathText("slug")));
    }
}
