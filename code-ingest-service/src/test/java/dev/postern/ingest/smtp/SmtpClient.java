package dev.postern.ingest.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** Speaks SMTP line by line. */
public final class SmtpClient implements AutoCloseable {
    private Socket socket;
    private BufferedReader reader;
    private OutputStream out;

    /** Connects to this machine's own address and reads the greeting. */
    public SmtpClient(int port) {
        try {
            use(new Socket(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(30_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void use(Socket connected) throws IOException {
        socket = connected;
        reader = new BufferedReader(new InputStreamReader(connected.getInputStream(), StandardCharsets.UTF_8));
        out = connected.getOutputStream();
    }

    /** Sends a line, and reads the reply. */
    public String say(String line) {
        send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next reply, all its lines; empty at the end of the connection. */
    public String reply() {
        try {
            StringBuilder reply = new StringBuilder();
            String line = reader.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                reply.append(line).append('\n');
                line = reader.readLine();
            }
            return reply.append(line == null ? "" : line).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a mail, and reads the reply to its end. */
    public String mail(String from, String to, String mail) {
        say("MAIL FROM:<" + from + ">");
        String recipient = say("RCPT TO:<" + to + ">");
        if (!recipient.startsWith("250")) {
            say("RSET");
            return recipient;
        }
        say("DATA");
        return say(mail + "\r\n.");
    }

    /** Goes on under TLS, whoever the server is. */
    public void secure(SSLContext trusting) {
        try {
            use(trusting.getSocketFactory().createSocket(socket, "in.example.com", socket.getPort(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
