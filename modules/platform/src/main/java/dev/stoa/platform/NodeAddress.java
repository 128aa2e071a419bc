package dev.stoa.platform;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.http.HttpServers;
import dev.stoa.platform.internal.files.PrivateProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a running node listens, as it says in its data folder for commands beside it. A node that
 * is killed leaves it there, so the process it names may be gone.
 *
 * @param host of the admin listener
 * @param port of the admin listener
 * @param pid of the process
 */
public record NodeAddress(String host, int port, long pid) {
    private static final System.Logger LOG = System.getLogger(NodeAddress.class.getName());
    private static final String FILE = "node.properties";

    /**
     * What a node of {@code data} said last, if its process is there; nodes that share a folder
     * overwrite each other.
     */
    public static Optional<NodeAddress> of(Path data) {
        Map<String, String> said = new PrivateProperties(data.resolve(FILE)).read();
        try {
            return Optional.of(
                            new NodeAddress(
                                    said.getOrDefault("admin-host", ""),
                                    Integer.parseInt(said.getOrDefault("admin-port", "")),
                                    Long.parseLong(said.getOrDefault("pid", ""))))
                    .filter(node -> ProcessHandle.of(node.pid()).isPresent());
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /**
     * Says it in the folder; what is given back takes it away again.
     *
     * @param data a folder, which is made where it isn't there: a node on a named database may have
     *     none yet
     */
    static AutoCloseable write(Path data, Settings settings, HttpServers servers) {
        Path file = data.resolve(FILE);
        try {
            new PrivateProperties(file)
                    .write(
                            Map.of(
                                    "admin-host",
                                    settings.get(PlatformSettings.ADMIN_HOST),
                                    "admin-port",
                                    Integer.toString(servers.adminPort()),
                                    "pid",
                                    Long.toString(ProcessHandle.current().pid())));
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "The node's address was not written down", e);
        }
        return () -> remove(file);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The node's address stays in its folder", e);
        }
    }
}
