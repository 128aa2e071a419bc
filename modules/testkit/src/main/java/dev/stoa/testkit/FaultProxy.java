package dev.stoa.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on a free loopback port that can refuse, swallow, delay and cut. */
public final class FaultProxy implements AutoCloseable {
    private enum Mode {
        PASS,
        REFUSE,
        SWALLOW
    }

    private volatile int targetPort;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASS;
    private volatile Duration delay = Duration.ZERO;

    private FaultProxy(int targetPort, ServerSocket listener) {
        this.targetPort = targetPort;
        this.listener = listener;
    }

    /** A proxy before the loopback port {@code targetPort}. */
    public static FaultProxy before(int targetPort) {
        try {
            FaultProxy proxy =
                    new FaultProxy(
                            targetPort, new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Bytes go through again, on new connections and on those that are open. */
    public void pass() {
        delay = Duration.ZERO;
        mode = Mode.PASS;
    }

    /** Open connections are cut and new ones closed at once. */
    public void refuse() {
        mode = Mode.REFUSE;
        cut();
    }

    /** Connections are accepted, and whatever is sent vanishes, both ways. */
    public void blackHole() {
        mode = Mode.SWALLOW;
    }

    /** Cuts what is open; new connections lead to another loopback port. */
    public void redirect(int port) {
        targetPort = port;
        cut();
    }

    /** Each piece of data waits this long, both ways. */
    public void delay(Duration time) {
        delay = time;
    }

    /** Cuts the connections that are open; new ones are treated as before. */
    public void cut() {
        open.forEach(FaultProxy::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (mode == Mode.REFUSE) {
                    client.close();
                } else {
                    open.add(client);
                    Thread.ofVirtual().start(() -> join(client));
                }
            } catch (IOException e) {
                // The listener was closed, or a client left while it was accepted.
            }
        }
    }

    private void join(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
        } catch (IOException e) {
            drop(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!delay.isZero()) {
                    Signal.pause(delay);
                }
                if (mode == Mode.PASS) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Cut on either side: both ends go.
        } finally {
            drop(from);
            drop(to);
        }
    }

    private void drop(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
