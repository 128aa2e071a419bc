package dev.stoa.app;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.InvalidSettings;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks whether the listeners will get their ports before anything is started: the server only logs
 * it, with traces, when it doesn't get one.
 */
final class Ports {
    private Ports() {}

    static void requireFree(Settings settings) {
        int http = settings.get(PlatformSettings.HTTP_PORT);
        if (http != 0 && http == settings.get(PlatformSettings.ADMIN_PORT)) {
            throw taken(PlatformSettings.ADMIN_PORT, http, "http.port's, too");
        }
        requireFree(settings, PlatformSettings.HTTP_HOST, PlatformSettings.HTTP_PORT);
        requireFree(settings, PlatformSettings.ADMIN_HOST, PlatformSettings.ADMIN_PORT);
    }

    private static void requireFree(
            Settings settings, Setting<String> host, Setting<Integer> port) {
        String name = settings.get(host);
        int number = settings.get(port);
        try (var _ = new ServerSocket(number, 1, InetAddress.getByName(name))) {
            return;
        } catch (UnknownHostException _) {
            throw new InvalidSettings(
                    List.of(host.key() + ": '" + name + "' is not an address of this machine"));
        } catch (IOException e) {
            throw taken(port, number, "not to be had on " + name + " (" + e.getMessage() + ")");
        }
    }

    private static CannotStart taken(Setting<Integer> port, int number, String why) {
        return new CannotStart(
                CannotStart.Reason.PORT_TAKEN,
                port.key()
                        + ": port "
                        + number
                        + " is "
                        + why
                        + "; choose another with "
                        + port.variable()
                        + ", 0 for a free one");
    }
}
