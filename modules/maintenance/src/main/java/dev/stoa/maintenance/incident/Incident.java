package dev.stoa.maintenance.incident;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Work;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts the bundle together: all parts at once, each on a thread and within a time of its own. */
final class Incident {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Incident.class.getName());

    /** What a part may take beyond its work's limit, to say that it is over. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final Platform platform;
    private final List<IncidentPart> parts;

    Incident(Platform platform, List<IncidentPart> parts) {
        this.platform = platform;
        this.parts = List.copyOf(parts);
    }

    /** The bundle as it can be had within about two seconds. */
    Body bundle() throws InterruptedException {
        long began = System.nanoTime();
        List<CompletableFuture<Told>> readings = new ArrayList<>();
        List<Work> works = new ArrayList<>();
        for (IncidentPart part : parts) {
            CompletableFuture<Told> reading = new CompletableFuture<>();
            readings.add(reading);
            Work work = Work.within("incident." + part.name(), PATIENCE);
            works.add(work);
            Thread.ofVirtual()
                    .name("stoa-incident-" + part.name())
                    .start(() -> reading.complete(read(part, work)));
        }
        List<Told> told = new ArrayList<>();
        for (CompletableFuture<Told> reading : readings) {
            told.add(awaited(reading, began));
        }
        works.forEach(Work.current()::add);
        return body(told);
    }

    private static Told read(IncidentPart part, Work work) {
        long began = System.nanoTime();
        try {
            Json.Writer data = work.run(part::read);
            return new Told.Whole(data, since(began));
        } catch (Failure failure) {
            return new Told.Failed(failure.detail(), since(began));
        } catch (Exception | StackOverflowError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The part " + part.name() + " of an incident can't be told",
                    e);
            return new Told.Failed("It failed; the log says why.", since(began));
        }
    }

    private static Told awaited(CompletableFuture<Told> reading, long began)
            throws InterruptedException {
        long left = PATIENCE.plus(GRACE).toNanos() - (System.nanoTime() - began);
        try {
            return reading.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return new Told.Failed(
                    "It did not come within " + PATIENCE.toSeconds() + " s.", since(began));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Body body(List<Told> told) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField(
                            "timestamp",
                            platform.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
                    json.writeStringField("node", platform.node());
                    json.writeStringField(
                            "stage", platform.state().stage().name().toLowerCase(Locale.ROOT));
                    json.writeObjectFieldStart("parts");
                    for (int i = 0; i < told.size(); i++) {
                        json.writeFieldName(parts.get(i).name());
                        Told.write(json, told.get(i));
                    }
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    /** The schema of the bundle, which depends on its parts. */
    String schema() {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeObjectFieldStart("Incident");
                            json.writeStringField(
                                    "description",
                                    "What is asked first when something is wrong; a part that can't be had says why.");
                            json.writeRaw(
                                    """
                                    ,"type":"object","additionalProperties":false,
                                    "required":["timestamp","node","stage","parts"],
                                    "properties":{
                                    "timestamp":{"type":"string","format":"date-time"},
                                    "node":{"type":"string"},
                                    "stage":{"type":"string","enum":["starting","ready","draining"]},
                                    "parts":%s}"""
                                            .formatted(partsSchema()));
                            json.writeEndObject();
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }

    private String partsSchema() {
        List<String> names = parts.stream().map(part -> '"' + part.name() + '"').toList();
        List<String> schemas =
                parts.stream()
                        .map(part -> '"' + part.name() + "\":" + partSchema(part.schema()))
                        .toList();
        return """
               {"type":"object","additionalProperties":false,"required":[%s],"properties":{%s}}"""
                .formatted(String.join(",", names), String.join(",", schemas));
    }

    private static String partSchema(String schema) {
        return """
               {"type":"object","additionalProperties":false,"required":["status","tookMs"],
               "properties":{"status":{"type":"string","enum":["ok","failed"]},
               "tookMs":{"type":"integer","minimum":0},
               "data":{"$ref":"#/components/schemas/%s"},
               "error":{"type":"string","description":"Why it can't be told."}}}"""
                .formatted(schema);
    }
}
