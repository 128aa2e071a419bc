package dev.stoa.maintenance.finding;

import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Findings over HTTP, on the admin listener. */
final class FindingRoutes {
    private static final Param STATE =
            Param.choice("state", "Which of them.", "open", "resolved", "all").fallback("open");
    private static final Param SORT =
            Param.choice("sort", "The surest first, or the newest.", "confidence", "discovered")
                    .fallback("confidence");
    private static final Param KIND = Param.text("kind", 80, "Only of this kind.");
    private static final Param NODE =
            Param.text("node", 100, "Only what is of all nodes, or this one's own.");
    private static final Param LEAST =
            Param.number("least", 0, 100, "Only with a confidence of at least so many percent.")
                    .fallback("0");

    private final Findings findings;
    private final Cursors cursors;

    FindingRoutes(Findings findings, Cursors cursors) {
        this.findings = findings;
        this.cursors = cursors;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/findings",
                                "What the service found worth doing something about",
                                "FindingPage",
                                this::list,
                                STATE,
                                SORT,
                                KIND,
                                NODE,
                                LEAST,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply list(Call call) {
        Arguments arguments = call.arguments();
        Paging paging = Paging.of(arguments);
        FindingQuery.Order order =
                arguments.text("sort", "confidence").equals("confidence")
                        ? FindingQuery.Order.CONFIDENCE
                        : FindingQuery.Order.DISCOVERY;
        String state = arguments.text("state", "open");
        String kind = arguments.textOrNull("kind");
        String node = arguments.textOrNull("node");
        String least = Double.toString(arguments.number("least", 0) / 100.0);
        String scope =
                String.join(
                        ":",
                        "findings",
                        order.name(),
                        state,
                        Objects.toString(kind, "*"),
                        Objects.toString(node, "*"),
                        least);
        Optional<Cursor> after = paging.cursor(cursors, scope);
        List<KnownFinding> rows =
                findings.page(
                        new FindingQuery(
                                order,
                                after.map(order::place).orElseGet(order::first),
                                after.map(at -> at.tuple().part(1)).orElse(Long.MAX_VALUE),
                                state,
                                kind,
                                node,
                                least,
                                paging.limit()));
        List<KnownFinding> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size()
                        ? cursors.write(order.after(shown.getLast()), scope)
                        : null;
        return Reply.ok(new Page<>(shown, next, null).body(FindingBodies::one));
    }
}
