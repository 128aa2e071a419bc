package dev.stoa.floors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;

/** Holds a floor against Stoa: both must give the same JSON but for the text of cursors. */
final class SameAnswers {
    private static final JsonFactory JSON = new JsonFactory();

    private SameAnswers() {}

    /**
     * Compares answers.
     *
     * @param args pairs of addresses; an API key and a space may stand in front of one
     */
    public static void main(String[] args) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < args.length; i += 2) {
                byte[] first = answer(client, args[i]);
                byte[] second = answer(client, args[i + 1]);
                compare(args[i + 1], first, second);
                System.err.printf(
                        "same: %s, %d and %d bytes%n", args[i + 1], first.length, second.length);
            }
        }
    }

    private static byte[] answer(HttpClient client, String address) throws Exception {
        int space = address.indexOf(' ');
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address.substring(space + 1)));
        if (space > 0) {
            request.header("X-API-Key", address.substring(0, space));
        }
        HttpResponse<byte[]> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private static void compare(String what, byte[] first, byte[] second) throws IOException {
        try (JsonParser one = JSON.createParser(first);
                JsonParser other = JSON.createParser(second)) {
            JsonToken token;
            do {
                token = one.nextToken();
                if (token != other.nextToken() || !same(token, one, other)) {
                    throw new IOException(
                            what
                                    + " differs at "
                                    + one.getParsingContext().pathAsPointer()
                                    + ": "
                                    + one.getText()
                                    + " and "
                                    + other.getText());
                }
            } while (token != null);
        }
    }

    private static boolean same(
            @org.jspecify.annotations.Nullable JsonToken token, JsonParser one, JsonParser other)
            throws IOException {
        if (token == null || "next".equals(one.currentName())) {
            return true;
        }
        return switch (token) {
            case VALUE_NUMBER_FLOAT -> one.getDoubleValue() == other.getDoubleValue();
            case VALUE_STRING -> same(one.getText(), other.getText());
            default -> one.getText().equals(other.getText());
        };
    }

    /** Texts are the same, or moments that are. */
    private static boolean same(String one, String other) {
        return one.equals(other)
                || (one.endsWith("Z")
                        && other.endsWith("Z")
                        && Instant.parse(one).equals(Instant.parse(other)));
    }
}
