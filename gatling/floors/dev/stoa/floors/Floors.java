package dev.stoa.floors;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Serves all floors on a free port of the loopback interface until it is killed. */
final class Floors {
    private Floors() {}

    /**
     * Starts the server and prints its port.
     *
     * @param args JDBC URL, user and password of Stoa's database, size of the pool, and the address
     *     whose answer the bare server repeats
     */
    public static void main(String[] args) throws Exception {
        HikariDataSource connections = connections(args);
        Structures structures = Structures.of(connections);
        HotScore hot = HotScore.of(connections);
        byte[] ready = answerOf(args[4]);
        WebServer server =
                WebServer.builder()
                        .featuresDiscoverServices(false)
                        .host("127.0.0.1")
                        .port(0)
                        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                        .routing(
                                routing ->
                                        routing.get("/bytes", new BareServer(ready))
                                                .get(
                                                        "/threads",
                                                        new BareThreads(
                                                                connections, structures, hot))
                                                .get(
                                                        "/overlay/{id}",
                                                        new BareOverlay(connections, ready))
                                                .get("/ids", new ThreadIds(connections))
                                                .get(
                                                        "/threads/{id}",
                                                        new BareThread(
                                                                connections, structures, hot)))
                        .build()
                        .start();
        System.out.println("Floors http://127.0.0.1:" + server.port());
    }

    /** The same settings of pool and driver as Stoa's. */
    private static HikariDataSource connections(String[] args) {
        HikariConfig hikari = new HikariConfig();
        hikari.setJdbcUrl(args[0]);
        hikari.setUsername(args[1]);
        hikari.setPassword(args[2]);
        hikari.setMaximumPoolSize(Integer.parseInt(args[3]));
        hikari.addDataSourceProperty("prepareThreshold", "1");
        hikari.addDataSourceProperty("preparedStatementCacheQueries", "512");
        hikari.addDataSourceProperty("options", "-c TimeZone=UTC");
        return new HikariDataSource(hikari);
    }

    private static byte[] answerOf(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }
}
