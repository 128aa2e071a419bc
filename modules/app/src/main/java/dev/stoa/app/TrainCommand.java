package dev.stoa.app;

import dev.stoa.platform.Node;
import dev.stoa.platform.config.SettingSources;
import dev.stoa.platform.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs a whole node for a moment, so that the JVM learns which classes its start needs; the
 * launcher calls it once to make the AOT cache. Settings and data of the real node stay out of it.
 */
@Command(name = "train", hidden = true, description = "Warms a throw-away node for the AOT cache.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> PATHS =
            List.of("/ready", "/health", "/api/forum/threads", "/api/forum/posts", "/openapi");

    private final SettingOptions options;
    private final Console console;

    TrainCommand(SettingOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // also loads what reading a file needs, as most real starts have one
        Path data = Files.createTempDirectory("stoa-train");
        Path file = Files.writeString(data.resolve("application.yaml"), "http: {port: 0}\n");
        Settings settings =
                Settings.load(
                        options.declared(),
                        new SettingSources(Optional.of(file), Map.of(), Map.of("admin.port", "0")));
        try (var service = Node.start(settings, options.declared(), data, _ -> {});
                var client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                var uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
                int status =
                        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                                .statusCode();
                if (options.wantsDebug()) {
                    console.say(path + " " + status);
                }
            }
        } finally {
            delete(data);
        }
        return ExitCode.DONE.number();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> inside;
        try (var walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
