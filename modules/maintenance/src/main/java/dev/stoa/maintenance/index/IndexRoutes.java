package dev.stoa.maintenance.index;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.sql.IndexDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Indexes over HTTP, on the admin listener. */
final class IndexRoutes {
    static final ProblemType NOT_APPLICABLE =
            new ProblemType(
                    "advice-not-applicable",
                    409,
                    "The advice is for people",
                    "Nothing is done from here about advice whose isApplicable is false: its sentence says who can.");

    private static final String BUILD = "/api/ops/indexes/builds/{id}";

    private final IndexStore store;
    private final IndexExaminer examiner;
    private final BuildStore builds;
    private final Jobs jobs;

    IndexRoutes(IndexStore store, IndexExaminer examiner, BuildStore builds, Jobs jobs) {
        this.store = store;
        this.examiner = examiner;
        this.builds = builds;
        this.jobs = jobs;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/indexes",
                                "All indexes: size, use, and whether they are valid",
                                "IndexList",
                                _ -> list())
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/api/ops/indexes/advice",
                                "What would be better about indexes",
                                "IndexAdvice",
                                _ -> advice())
                        .with(Route.Traits.ADMIN_READ),
                Route.post(
                                "/api/ops/indexes/advice/{id}/apply",
                                "Has an index built, dropped or rebuilt beside the traffic",
                                "IndexBuild",
                                this::apply,
                                Param.pathText("id", 300, "The advice's id."))
                        .answering(202)
                        .with(Route.Traits.ADMIN_WRITE),
                Route.get(
                                BUILD,
                                "How far an index is that was asked for",
                                "IndexBuild",
                                this::build,
                                Param.pathId("id", "The build's id."))
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply list() {
        List<IndexRow> indexes = store.indexes();
        Set<String> expected =
                store.expected().stream().map(IndexDefinition::name).collect(Collectors.toSet());
        Set<String> there = indexes.stream().map(IndexRow::name).collect(Collectors.toSet());
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (IndexRow index : indexes) {
                                IndexBodies.index(json, index, expected.contains(index.name()));
                            }
                            json.writeEndArray();
                            json.writeArrayFieldStart("missing");
                            for (String name : expected.stream().sorted().toList()) {
                                if (!there.contains(name)) {
                                    json.writeString(name);
                                }
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private Reply advice() {
        List<Advice> all = examiner.advice();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (Advice advice : all) {
                                IndexBodies.advice(json, advice);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private Reply apply(Call call) {
        call.fields();
        String id = call.arguments().pathText("id");
        Advice advice =
                examiner.advice().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () -> new Failure.NotFound("There is no such advice, or no more."));
        if (!advice.isApplicable()) {
            throw new Failure.Conflict(NOT_APPLICABLE, advice.advice());
        }
        IndexBuild build = builds.request(advice, Ddl.index(advice.ddl()));
        // False while a node is at it: that one looks again before it ends, or the next does.
        boolean asked = jobs.request(Indexes.BUILD_JOB);
        return Reply.of(202, Json.body(json -> IndexBodies.build(json, build)))
                .header("Location", BUILD.replace("{id}", Long.toString(build.id())))
                .header("Retry-After", asked ? "1" : "5");
    }

    private Reply build(Call call) {
        IndexBuild build =
                builds.find(call.arguments().pathId("id"))
                        .orElseThrow(() -> new Failure.NotFound("There is no such build."));
        return Reply.ok(Json.body(json -> IndexBodies.build(json, build)));
    }
}
