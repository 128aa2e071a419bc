package dev.stoa.forum.writing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.Failure;
import dev.stoa.platform.JsonFactories;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Checks the media of a clip: addresses of the web, kept elsewhere. */
final class Media {
    /** Bytes of its JSON at most. */
    static final int MOST = 8192;

    private static final int LONGEST_ADDRESS = 2000;
    private static final JsonFactory JSON = JsonFactories.plain();
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Media() {}

    /**
     * The JSON object {@code given}, as it is: {@code url}, and perhaps {@code thumbnailUrl} and
     * {@code durationSeconds}.
     *
     * @throws Failure.Invalid naming what is unknown, missing or no address of the web
     */
    static String checked(String given) {
        boolean isAddressed = false;
        try (JsonParser json = JSON.createParser(given)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                check(name, json);
                isAddressed |= name.equals("url");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (!isAddressed) {
            throw WritingProblems.field("media/url", "required", "It must be there.");
        }
        return given;
    }

    private static void check(String name, JsonParser json) throws IOException {
        switch (name) {
            case "url", "thumbnailUrl" -> {
                if (json.currentToken() != JsonToken.VALUE_STRING || !isOfWeb(json.getText())) {
                    throw WritingProblems.field(
                            "media/" + name, "invalid", "It must be an http or https address.");
                }
            }
            case "durationSeconds" -> {
                if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                        || json.getTextLength() > 9
                        || json.getLongValue() < 0) {
                    throw WritingProblems.field(
                            "media/" + name, "invalid", "It must be a whole number of seconds.");
                }
            }
            default ->
                    throw WritingProblems.field(
                            "media", "unknown", "It has url, thumbnailUrl and durationSeconds.");
        }
    }

    private static boolean isOfWeb(String text) {
        if (text.length() > LONGEST_ADDRESS) {
            return false;
        }
        try {
            URI address = new URI(text);
            return address.getScheme() != null
                    && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
