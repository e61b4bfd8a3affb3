package dev.postern.gateway.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A stand-in for a service: it records the requests that arrive and says what the test wants. */
final class Origin {
    /** What happens on one connection. It is closed when the script ends. */
    interface Script {
        void run(Wire wire) throws IOException;
    }

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile ServerSocket server;
    private volatile Script script = answering(OK);

    private Origin() throws IOException {
        server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        accept();
    }

    static Origin start() throws IOException {
        return new Origin();
    }

    /**
     * Reads one request without a body and answers it. The message should say {@code Connection: close}, so that the
     * gateway keeps no connection from one test to the next.
     */
    static Script answering(String message) {
        return wire -> {
            wire.head();
            wire.say(message);
        };
    }

    int port() {
        return port;
    }

    /** From now on new connections play this, and nothing has arrived yet. */
    void plays(Script next) {
        script = next;
        heads.clear();
    }

    /** The heads of the requests that arrived, in their order. */
    List<String> requests() {
        return List.copyOf(heads);
    }

    int connections() {
        return open.size();
    }

    /** Refuses connections until {@link #comeUp}. */
    void goDown() throws IOException {
        server.close();
        for (Wire wire : open) {
            wire.close();
        }
        // The port is free only when the thread that accepts has noticed.
        Awaitility.await().until(this::refuses);
    }

    /** Accepts connections again, if it does not. */
    void comeUp() throws IOException {
        if (!server.isClosed()) {
            return;
        }
        server = new ServerSocket(port, 4096, InetAddress.getLoopbackAddress());
        accept();
    }

    private boolean refuses() throws IOException {
        try {
            Wire.to(port).close();
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }

    private void accept() {
        ServerSocket mine = server;
        Thread.ofVirtual().start(() -> {
            while (!mine.isClosed()) {
                try {
                    Socket socket = mine.accept();
                    Wire wire = new Wire(socket, heads::add);
                    open.add(wire);
                    Thread.ofVirtual().start(() -> play(wire));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void play(Wire wire) {
        try (wire) {
            script.run(wire);
        } catch (IOException e) {
            // The gateway went away, or the test closed the connection: what the caller sees is what counts.
        } finally {
            open.remove(wire);
        }
    }
}
