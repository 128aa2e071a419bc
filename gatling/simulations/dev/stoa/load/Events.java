package dev.stoa.load;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Telemetry events of clients. */
final class Events {
    private Events() {}

    /** So many as JSON, of now, with ids of their own. */
    static String batch(int count) {
        var random = ThreadLocalRandom.current();
        String at = Instant.now().toString();
        StringBuilder json = new StringBuilder(count * 200).append('[');
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"eventId\":\"")
                    .append(new UUID(random.nextLong(), random.nextLong()))
                    .append("\",\"type\":\"load.")
                    .append(random.nextInt(20))
                    .append("\",\"occurredAt\":\"")
                    .append(at)
                    .append("\",\"props\":{\"platform\":\"web\",\"ms\":")
                    .append(random.nextInt(2000))
                    .append("}}");
        }
        return json.append(']').toString();
    }
}
