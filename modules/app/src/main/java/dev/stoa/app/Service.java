package dev.stoa.app;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Secrets;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.sql.DatabaseHome;
import dev.stoa.platform.sql.Migrations;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A node with its database: started in this order, stopped in the other. */
final class Service implements AutoCloseable {
    private final DatabaseHome database;
    private final WebServer server;

    private Service(DatabaseHome database, WebServer server) {
        this.database = database;
        this.server = server;
    }

    static Service start(
            Settings settings, List<Setting<?>> declared, Path data, Consumer<String> progress) {
        Ports.requireFree(settings);
        var database = DatabaseHome.own(data, settings, progress);
        try {
            Secrets.of(settings, declared, data);
            Migrations.apply(database.address().source());
            var server = server(settings);
            return new Service(database, server);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static WebServer server(Settings settings) {
        WebServer server =
                WebServer.builder()
                        .host(settings.get(PlatformSettings.HTTP_HOST))
                        .port(settings.get(PlatformSettings.HTTP_PORT))
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .routing(
                                routing ->
                                        routing.get(
                                                "/ready", (_, answer) -> answer.send("ready\n")))
                        .build()
                        .start();
        // Helidon logs that it could not bind, and returns as if all were well
        if (!server.isRunning()) {
            throw new CannotStart(
                    CannotStart.Reason.PORT_TAKEN,
                    "http.port: port "
                            + settings.get(PlatformSettings.HTTP_PORT)
                            + " is taken by another program");
        }
        return server;
    }

    int httpPort() {
        return server.port();
    }

    int adminPort() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        database.close();
    }
}
