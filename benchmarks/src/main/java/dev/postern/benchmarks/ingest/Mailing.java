package dev.postern.benchmarks.ingest;

import dev.postern.benchmarks.CannotMeasure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection that brings mails by SMTP (RFC 5321), one after the other. */
final class Mailing implements Sending {
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MS = 100;

    private final Messages messages;
    private final BufferedReader replies;
    private final OutputStream commands;

    private Mailing(Messages messages, Socket socket) throws IOException {
        this.messages = messages;
        this.replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.commands = socket.getOutputStream();
    }

    /** A connection to the mail server at a port of this machine, which may still be starting. It ends with this process. */
    static Mailing to(int port, Messages messages) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (true) {
            try {
                return connected(new Socket(InetAddress.getLoopbackAddress(), port), messages);
            } catch (ConnectException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    private static Mailing connected(Socket socket, Messages messages) throws IOException {
        socket.setTcpNoDelay(true);
        Mailing mailing = new Mailing(messages, socket);
        mailing.expect("220");
        mailing.say("EHLO bench.example\r\n", "250");
        return mailing;
    }

    @Override
    public void send(long number) throws IOException {
        say("MAIL FROM:<no-reply@site.example>\r\n", "250");
        say("RCPT TO:<r" + number + "@in.example>\r\n", "250");
        say("DATA\r\n", "354");
        say(messages.mail(number) + "\r\n.\r\n", "250");
    }

    private void say(String text, String expected) throws IOException {
        commands.write(text.getBytes(StandardCharsets.UTF_8));
        commands.flush();
        expect(expected);
    }

    private void expect(String status) throws IOException {
        String line = replies.readLine();
        while (line != null && line.startsWith(status + "-")) {
            line = replies.readLine();
        }
        if (line == null || !line.startsWith(status)) {
            throw new CannotMeasure("a mail server answered " + (line == null ? "nothing" : line.substring(0, 3)));
        }
    }
}
