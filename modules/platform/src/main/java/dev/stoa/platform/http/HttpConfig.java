package dev.stoa.platform.http;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.time.Duration;

/**
 * How a node listens.
 *
 * @param host address of the public listener
 * @param port its port, 0 for a free one
 * @param adminHost address of the admin listener
 * @param adminPort its port, 0 for a free one
 * @param limit requests at work at once
 * @param queue requests that may wait
 * @param patience longest wait in the queue
 * @param streams streams open at once
 * @param clientStreams streams of one client open at once
 * @param maxBody largest request body in bytes
 * @param readTimeout longest pause while a request arrives
 * @param idleTimeout after which an unused connection, or one whose request drips in, is closed
 * @param deadline longest time of a request
 * @param drainGrace longest time open requests get when the node stops
 */
record HttpConfig(
        String host,
        int port,
        String adminHost,
        int adminPort,
        int limit,
        int queue,
        Duration patience,
        int streams,
        int clientStreams,
        long maxBody,
        Duration readTimeout,
        Duration idleTimeout,
        Duration deadline,
        Duration drainGrace) {
    static HttpConfig of(Settings settings) {
        return new HttpConfig(
                settings.get(PlatformSettings.HTTP_HOST),
                settings.get(PlatformSettings.HTTP_PORT),
                settings.get(PlatformSettings.ADMIN_HOST),
                settings.get(PlatformSettings.ADMIN_PORT),
                settings.get(PlatformSettings.HTTP_CONCURRENCY_LIMIT),
                settings.get(PlatformSettings.HTTP_CONCURRENCY_QUEUE),
                settings.get(PlatformSettings.HTTP_CONCURRENCY_WAIT),
                settings.get(PlatformSettings.LIVE_MAX_STREAMS),
                settings.get(PlatformSettings.LIVE_MAX_CLIENT_STREAMS),
                settings.get(PlatformSettings.HTTP_MAX_BODY),
                settings.get(PlatformSettings.HTTP_READ_TIMEOUT),
                settings.get(PlatformSettings.HTTP_IDLE_TIMEOUT),
                settings.get(PlatformSettings.REQUEST_DEADLINE),
                settings.get(PlatformSettings.DRAIN_GRACE));
    }
}
