package dev.stoa.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Requests that are sent at a steady rate whatever becomes of those before, and a note of each
 * answer.
 */
final class Traffic implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final URI origin;
    private final long began = System.nanoTime();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private Traffic(URI origin) {
        this.origin = origin;
    }

    static Traffic to(URI origin) {
        return new Traffic(origin);
    }

    /**
     * One answer.
     *
     * @param at milliseconds from the traffic's begin to the request's
     * @param micros microseconds that it took
     * @param status 0 where no answer came
     * @param code of a problem
     * @param cache its {@code X-Cache}
     * @param retryAfter its {@code Retry-After}
     * @param body its first 200 characters
     */
    record Note(
            String kind,
            long at,
            long micros,
            int status,
            String code,
            String cache,
            String retryAfter,
            String body) {
        /** Milliseconds that it took. */
        long took() {
            return micros / 1000;
        }

        /** Whether it was done, or was refused in time with a word on when to try again. */
        boolean isDoneOrRefused() {
            return took() < 2000 && (status == 201 || (status == 503 && !retryAfter.isEmpty()));
        }
    }

    /** What a request of a kind is, by its number. */
    interface Asked {
        HttpRequest.Builder request(Traffic traffic, long number);
    }

    /** Reads of one address. */
    Traffic reading(String kind, double perSecond, String path) {
        return every(kind, perSecond, (_, _) -> request(path).GET());
    }

    /** Replies to {@code threads} in turn, each with an Idempotency-Key of its own. */
    Traffic replying(String kind, double perSecond, String apiKey, List<String> to) {
        return every(
                kind,
                perSecond,
                (_, n) ->
                        request("/api/forum/threads/" + to.get((int) n % to.size()) + "/posts")
                                .header("X-API-Key", apiKey)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", kind + n)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"body\":\"reply " + n + "\"}")));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(origin.resolve(path)).timeout(PATIENCE);
    }

    /** Requests of a kind, from now until this is closed. */
    Traffic every(String kind, double perSecond, Asked asked) {
        long pause = (long) (1e9 / perSecond);
        threads.execute(
                () -> {
                    long next = System.nanoTime();
                    for (long n = 0; !over; n++) {
                        long number = n;
                        threads.execute(() -> send(kind, asked.request(this, number).build()));
                        next += pause;
                        LockSupport.parkNanos(next - System.nanoTime());
                    }
                });
        return this;
    }

    /** So many requests at once. */
    void once(String kind, int count, Asked asked) {
        for (long n = 0; n < count; n++) {
            long number = n;
            threads.execute(() -> send(kind, asked.request(this, number).build()));
        }
    }

    private void send(String kind, HttpRequest request) {
        long at = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            Matcher code = CODE.matcher(answer.body());
            note(
                    kind,
                    at,
                    answer.statusCode(),
                    answer.statusCode() >= 400 && code.find() ? code.group(1) : "",
                    answer);
        } catch (Exception e) {
            notes.add(new Note(kind, millis(began, at), micros(at), 0, e.toString(), "", "", ""));
        }
    }

    private void note(String kind, long at, int status, String code, HttpResponse<String> answer) {
        notes.add(
                new Note(
                        kind,
                        millis(began, at),
                        micros(at),
                        status,
                        code,
                        answer.headers().firstValue("X-Cache").orElse(""),
                        answer.headers().firstValue("Retry-After").orElse(""),
                        answer.body().substring(0, Math.min(200, answer.body().length()))));
    }

    private static long micros(long from) {
        return (System.nanoTime() - from) / 1000;
    }

    private static long millis(long from) {
        return millis(from, System.nanoTime());
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    /** Milliseconds since the traffic's begin. */
    long now() {
        return millis(began);
    }

    /** Answers of a kind to requests that began in that time, in milliseconds. */
    List<Note> notes(String kind, long from, long until) {
        return all().filter(note -> note.kind().equals(kind))
                .filter(note -> note.at() >= from && note.at() < until)
                .toList();
    }

    /** All answers, as their requests were sent. */
    Stream<Note> all() {
        return notes.stream().sorted(java.util.Comparator.comparingLong(Note::at));
    }

    /** Answers of a kind, of the whole time. */
    List<Note> notes(String kind) {
        return notes(kind, 0, Long.MAX_VALUE);
    }

    /** Waits until a request of that kind, begun from then on, is answered so; when it began. */
    long awaitStatus(String kind, int status, long from) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            var found =
                    notes(kind, from, Long.MAX_VALUE).stream()
                            .filter(note -> note.status() == status)
                            .findFirst();
            if (found.isPresent()) {
                return found.get().at() + found.get().took();
            }
            Thread.sleep(20);
        }
        throw new AssertionError(kind + " was not answered " + status + " within 60 s");
    }

    /**
     * The time in milliseconds that so much of {@code notes}, from 0 to 1, did not take longer
     * than.
     */
    static long quantile(List<Note> notes, double share) {
        return micros(notes, share) / 1000;
    }

    /** The same in microseconds. */
    static long micros(List<Note> notes, double share) {
        List<Long> took = notes.stream().map(Note::micros).sorted().toList();
        return took.isEmpty() ? 0 : took.get((int) Math.min(took.size() - 1, took.size() * share));
    }

    /** Sends no more, and waits for the answers that are still to come. */
    @Override
    public void close() {
        over = true;
        threads.close();
        client.close();
    }
}
