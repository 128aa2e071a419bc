package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages that a problem's {@code type} leads to, on both listeners as problems are. */
final class ProblemPages {
    private static final Route.Traits EVERYWHERE =
            Route.Traits.PUBLIC_READ.with(Route.Listener.BOTH).with(Access.OPEN);
    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, ProblemType> types = new TreeMap<>();

    ProblemPages(List<ProblemType> all) {
        all.forEach(type -> types.put(type.slug(), type));
    }

    List<Route> routes() {
        return List.of(
                Route.get("/problems", "The kinds of problem", "Html", _ -> Reply.ok(index()))
                        .with(EVERYWHERE),
                Route.get(
                                "/problems/{slug}",
                                "What a kind of problem means",
                                "Html",
                                call -> Reply.ok(page(call.arguments().pathText("slug"))),
                                Param.pathText("slug", 100, "The end of the problem's type."))
                        .with(EVERYWHERE));
    }

    private Body index() {
        StringBuilder list = new StringBuilder("<ul>");
        types.values()
                .forEach(
                        type ->
                                list.append("<li><a href=\"/problems/")
                                        .append(type.slug())
                                        .append("\">")
                                        .append(type.slug())
                                        .append("</a>: ")
                                        .append(type.title())
                                        .append("</li>"));
        return html("Problems", list.append("</ul>").toString());
    }

    private Body page(String slug) {
        ProblemType type = types.get(slug);
        if (type == null) {
            throw new Failure.NotFound("There is no such kind of problem; /problems lists them.");
        }
        return html(
                type.title(),
                "<p><code>"
                        + type.slug()
                        + "</code>, status "
                        + type.status()
                        + "</p><p>"
                        + type.meaning()
                        + "</p>"
                        + "<p><a href=\"/problems\">All kinds</a></p>");
    }

    /** The texts are our own; none needs escaping, which a test holds. */
    private static Body html(String title, String content) {
        return Body.text(
                HTML,
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>"
                        + title
                        + "</title><h1>"
                        + title
                        + "</h1>"
                        + content
                        + "</html>\n");
    }
}
