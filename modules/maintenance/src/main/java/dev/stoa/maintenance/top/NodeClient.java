package dev.stoa.maintenance.top;

import dev.stoa.platform.NodeAddress;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Asks the admin listener of a node. */
final class NodeClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String url;
    private final String key;

    private NodeClient(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /**
     * The node at {@code url}; where that is empty the one of the data folder, else where the
     * settings say.
     *
     * @throws IllegalArgumentException for what is no address
     */
    static NodeClient of(Workbench workbench, String url) {
        Settings settings = workbench.settings();
        String key = settings.get(PlatformSettings.ADMIN_KEY);
        if (!url.isEmpty()) {
            return new NodeClient(checked(url), key);
        }
        NodeAddress address =
                workbench
                        .node()
                        .orElseGet(
                                () ->
                                        new NodeAddress(
                                                settings.get(PlatformSettings.ADMIN_HOST),
                                                settings.get(PlatformSettings.ADMIN_PORT),
                                                0));
        return new NodeClient("http://" + host(address) + ":" + address.port(), key);
    }

    private static String checked(String url) {
        URI address = URI.create(url);
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(url);
        }
        return url.replaceAll("/+$", "");
    }

    private static String host(NodeAddress address) {
        String host = address.host();
        return switch (host) {
            case "0.0.0.0", "::", "" -> "localhost";
            default -> host.indexOf(':') >= 0 ? '[' + host + ']' : host;
        };
    }

    String url() {
        return url;
    }

    /**
     * What a node says.
     *
     * @param status of the answer
     * @param body JSON
     * @param took until it was there
     */
    record Said(int status, Reading body, Duration took) {}

    /** The node does not answer as one does. */
    static final class Silent extends Exception {
        private static final long serialVersionUID = 1L;

        Silent(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Asks {@code path}.
     *
     * @throws Silent saying why there is no answer
     */
    Said ask(String path) throws Silent {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(PATIENCE)
                        .header("Accept", "application/json");
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return new Said(answer.statusCode(), read(answer), took);
        } catch (ConnectException _) {
            throw new Silent("nothing listens at " + url);
        } catch (HttpTimeoutException _) {
            throw new Silent(url + " did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            throw new Silent(url + " can't be asked: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Silent("interrupted");
        }
    }

    /** What answers there is no admin listener of this version. */
    Silent stranger() {
        return new Silent(url + " does not answer as an admin listener does");
    }

    private Reading read(HttpResponse<String> answer) throws Silent {
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw new Silent(url + " demands its key: set STOA_SECRETS_ADMIN_KEY");
        }
        try {
            if (answer.statusCode() != 404) {
                return Reading.of(answer.body());
            }
        } catch (IOException _) {
            // No JSON.
        }
        throw stranger();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
