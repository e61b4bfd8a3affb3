package dev.postern.system.bounds;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Routes.Route;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request that says how long its body is, and sends as much of it as a test likes. */
final class RawPost {
    private static final int LONGEST_WAIT_MS = 20_000;

    private RawPost() {}

    /** The status that a caller gets on a route. */
    static int status(LocalSystem system, Route route, Api caller, int length, String sent) throws IOException {
        return status(system, route.method(), route.withId("a1"), "x-api-key: " + caller.key() + "\r\n", length, sent);
    }

    /**
     * The status of the answer.
     *
     * @param headers further lines of the head, each with its line end
     * @param length what the head says of the body
     * @param sent of the body
     */
    static int status(LocalSystem system, String method, String path, String headers, int length, String sent)
            throws IOException {
        URI gateway = system.gateway();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(LONGEST_WAIT_MS);
            String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers
                    + "Content-Length: " + length + "\r\n\r\n";
            socket.getOutputStream().write((head + sent).getBytes(StandardCharsets.ISO_8859_1));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, StandardCharsets.ISO_8859_1).substring("HTTP/1.1 ".length()));
        }
    }
}
