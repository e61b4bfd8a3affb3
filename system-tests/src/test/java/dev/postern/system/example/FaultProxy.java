package dev.postern.system.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A proxy between a client and Postern that does what networks do: clients/cases/README.md. */
final class FaultProxy implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "transfer-encoding",
            "content-length",
            "host",
            "keep-alive",
            "upgrade",
            "http2-settings",
            ":status");
    private static final HttpClient UPSTREAM =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI postern;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocket server;

    private record Request(String method, String path, Map<String, String> headers, String body) {}

    private static final class Fault {
        private final String on;
        private final JsonNode told;
        private int left;

        Fault(JsonNode told) {
            this.on = told.get("on").asText();
            this.told = told;
            this.left = told.path("times").asInt(1);
        }
    }

    FaultProxy(URI postern) {
        this.postern = postern;
        this.server = listen(0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** How often something was called, such as {@code GET /v1/code-requests/{id}}. */
    int calls(String name) {
        return calls.getOrDefault(name, 0);
    }

    /** Returns when there were so many such calls. */
    void await(String name, int times) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (calls) {
            while (calls(name) < times) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(name + " was not called");
                }
                try {
                    calls.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** What was to happen to the next calls does not. */
    void heal() {
        synchronized (faults) {
            faults.clear();
        }
    }

    void fault(JsonNode told) {
        if (told.get("do").asText().equals("away")) {
            int port = server.getLocalPort();
            hangUp();
            var _ = CompletableFuture.runAsync(
                    () -> comeBack(port),
                    CompletableFuture.delayedExecutor(
                            Math.round(told.get("seconds").asDouble() * 1000), TimeUnit.MILLISECONDS));
            return;
        }
        synchronized (faults) {
            faults.add(new Fault(told));
        }
    }

    @Override
    public void close() {
        over.countDown();
        hangUp();
    }

    private synchronized void comeBack(int port) {
        if (over.getCount() > 0) {
            server = listen(port);
        }
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void hangUp() {
        end(server);
        open.forEach(FaultProxy::end);
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket connection = listening.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // It went away.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (answer(read(in), connection.getOutputStream())) {
                // The next call of the connection.
            }
        } catch (IOException e) {
            // Connections that end are what this proxy is for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** Whether the connection goes on. */
    private boolean answer(Request request, OutputStream out) throws IOException, InterruptedException {
        String name = request.method() + " "
                + request.path()
                        .replaceAll("\\?.*", "")
                        .replaceAll("/cr_[\\w-]+", "/{id}")
                        .replaceAll("/code-handles/[^/]*", "/code-handles/{handle}");
        JsonNode fault = next(name);
        String what = fault == null ? "pass" : fault.get("do").asText();
        if (what.equals("hang")) {
            over.await(20, TimeUnit.SECONDS);
        }
        if (what.equals("drop") || what.equals("hang")) {
            return false;
        }
        if (what.matches("\\d+")) {
            Map<String, String> headers = new TreeMap<>();
            for (String told : new String[] {"retry_after", "location"}) {
                if (fault.has(told)) {
                    headers.put(told.replace('_', '-'), fault.get(told).asText());
                }
            }
            write(out, Integer.parseInt(what), headers, "{}".getBytes(StandardCharsets.UTF_8));
            return true;
        }
        double seconds = what.equals("cut") ? fault.get("seconds").asDouble() : 70;
        HttpResponse<byte[]> response = passOn(request, Duration.ofMillis(Math.round(seconds * 1000)));
        if (what.equals("lose")) {
            return false;
        }
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((header, values) -> {
            if (!NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT))) {
                headers.put(header, String.join(", ", values));
            }
        });
        write(out, response.statusCode(), headers, response.body());
        return true;
    }

    private JsonNode next(String name) {
        synchronized (calls) {
            calls.merge(name, 1, Integer::sum);
            calls.notifyAll();
        }
        synchronized (faults) {
            for (Fault fault : faults) {
                if (fault.on.equals(name) && fault.left > 0) {
                    fault.left--;
                    return fault.told;
                }
            }
        }
        return null;
    }

    private HttpResponse<byte[]> passOn(Request request, Duration time) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(postern + request.path()))
                .timeout(time)
                .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((header, value) -> {
            if (!NOT_PASSED_ON.contains(header)) {
                builder.header(header, value);
            }
        });
        return UPSTREAM.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Request read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(":", 2);
            headers.put(header[0].strip().toLowerCase(Locale.ROOT), header[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(start[0], start[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("The client is gone");
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static void write(OutputStream out, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (status != 204) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
    }

    private static void end(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }
}
