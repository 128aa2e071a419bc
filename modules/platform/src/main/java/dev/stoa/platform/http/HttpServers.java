package dev.stoa.platform.http;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.limit.Limiter;
import dev.stoa.platform.observe.Observability;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.List;

/** The two listeners of a node. */
public final class HttpServers implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final int HEADERS = 16 * 1024;

    private final HttpConfig config;
    private final Admission admission;
    private final Streams streams;
    private final HeaderWatch headerWatch;
    private final WebServer server;

    /**
     * Binds the listeners and serves {@code routes}.
     *
     * @throws CannotStart when a port is taken
     * @throws dev.stoa.platform.config.InvalidSettings as {@link #requireSafe} does
     */
    public HttpServers(
            Settings settings,
            List<Route> routes,
            ViewerSource viewers,
            Limiter limiter,
            Observability observability) {
        this.config = HttpConfig.of(settings);
        this.headerWatch = new HeaderWatch(config.readTimeout());
        this.admission = new Admission(config.limit(), config.queue(), config.patience());
        this.streams = new Streams(config.streams(), config.clientStreams());
        Clients clients = Clients.of(settings);
        AdminGate gate = AdminGate.of(settings, viewers);
        var shared =
                new RouteRunner.Shared(
                        config.deadline(),
                        admission,
                        streams,
                        viewers,
                        observability.tracing(),
                        Cors.of(settings.get(PlatformSettings.HTTP_CORS_ORIGINS)),
                        new RateLimits(limiter, clients));
        var guarded =
                new RouteRunner.Shared(
                        config.deadline(),
                        admission,
                        streams,
                        gate,
                        observability.tracing(),
                        Cors.none(),
                        RateLimits.none(clients));
        var builder =
                WebServer.builder()
                        .featuresDiscoverServices(false)
                        .shutdownHook(false)
                        .host(config.host())
                        .port(config.port())
                        .routing(
                                new RouteTable(routes, Route.Listener.PUBLIC)
                                        .routing(shared, observability));
        listener(builder);
        builder.putSocket(
                ADMIN,
                admin -> {
                    admin.name(ADMIN)
                            .host(config.adminHost())
                            .port(config.adminPort())
                            .routing(
                                    new RouteTable(gate.guarded(routes), Route.Listener.ADMIN)
                                            .routing(guarded, observability));
                    listener(admin);
                });
        this.server = started(builder.build());
    }

    /**
     * Looks whether the listeners may be bound as asked, before anything is started.
     *
     * @throws dev.stoa.platform.config.InvalidSettings when operations would be open to a network
     */
    public static void requireSafe(Settings settings) {
        AdminGate.of(settings, ViewerSource.NONE);
    }

    @SuppressWarnings(
            "removal") // Of the check of the host, which RouteRunner makes without patterns
    private void listener(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.maxPayloadSize(config.maxBody())
                .backlog(1024)
                .maxTcpConnections(10_000)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .idleConnectionTimeout(config.idleTimeout())
                .idleConnectionPeriod(Duration.ofSeconds(5))
                // Without it every answer of more than one packet takes 44 ms.
                .connectionOptions(
                        SocketOptions.builder()
                                .tcpNoDelay(true)
                                .readTimeout(config.readTimeout())
                                .build())
                .contentEncoding(
                        ContentEncodingContext.builder()
                                .contentEncodingsDiscoverServices(false)
                                .addContentEncoding(new PackedBodies())
                                .build())
                .mediaContext(MediaContext.builder().mediaSupportsDiscoverServices(false).build())
                .directHandlers(DirectProblems.all())
                .addProtocol(
                        Http1Config.builder()
                                .addReceiveListener(headerWatch)
                                .validatePrologue(false) // Query does, and knows colons
                                // There must be one all the same; 2.5 % of a cached read.
                                .validateRequestHostHeader(false)
                                .maxHeadersSize(HEADERS)
                                .maxPrologueLength(8 * 1024)
                                .build());
    }

    /** Helidon only logs a bind that failed and comes back as if all were well. */
    private WebServer started(WebServer built) {
        built.start();
        if (!built.isRunning()) {
            built.stop();
            throw new CannotStart(
                    CannotStart.Reason.PORT_TAKEN,
                    "port "
                            + config.port()
                            + " (http.port) or "
                            + config.adminPort()
                            + " (admin.port) can't be listened on; another program may have it");
        }
        return built;
    }

    /** Port of the public listener. */
    public int port() {
        return server.port();
    }

    /** Port of the admin listener. */
    public int adminPort() {
        return server.port(ADMIN);
    }

    /**
     * Waits until open requests and streams have ended, or the grace is over, then closes the
     * listeners.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + config.drainGrace().toNanos();
        try {
            while (admission.active() + streams.open() > 0 && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        streams.cut();
        server.stop();
        headerWatch.close();
    }
}
