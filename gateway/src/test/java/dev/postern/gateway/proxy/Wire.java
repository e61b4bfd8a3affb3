package dev.postern.gateway.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One end of a connection, on bare sockets: it says and sees every byte. Text is ISO-8859-1, one character for each byte.
 * Reading fails after ten seconds, so that a test that waits in vain ends.
 */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final Consumer<String> whenHeadIsRead;

    Wire(Socket socket, Consumer<String> whenHeadIsRead) throws IOException {
        this.socket = socket;
        this.whenHeadIsRead = whenHeadIsRead;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port), head -> {});
    }

    /** The lines of a head, with their line ends and the empty line after them. */
    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    Wire say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Says what the other end may not listen to, without waiting for it. */
    void sayMeanwhile(String text) {
        Thread.ofVirtual().start(() -> {
            try {
                say(text);
            } catch (IOException e) {
                // Nobody listened. What comes back shows it.
            }
        });
    }

    /** Says the text again and again, until the other end closes. */
    void sayWithoutEnd(String text) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    say(text);
                }
            } catch (IOException e) {
                // Closed.
            }
        });
    }

    /** Reads until what has come ends so. */
    void until(String end) throws IOException {
        StringBuilder last = new StringBuilder();
        while (!last.toString().equals(end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The other end closed before");
            }
            last.append((char) next);
            if (last.length() > end.length()) {
                last.deleteCharAt(0);
            }
        }
    }

    /** All lines up to the empty one, with their line ends. Empty if the other end closed instead. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        whenHeadIsRead.accept(head.toString());
        return head.toString();
    }

    String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the end of the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** A head and as much of a body as its Content-Length says. */
    String message() throws IOException {
        String head = head();
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length: ");
        if (at < 0) {
            return head;
        }
        int from = at + "\r\ncontent-length: ".length();
        return head + text(Integer.parseInt(head.substring(from, head.indexOf("\r\n", from))));
    }

    /** Waits until the other end closes, whether it does so politely or not. */
    void awaitClose() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            // Closed all the same.
        }
    }

    /** Closes without a farewell, as a process does that is killed with bytes unread. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
