package dev.postern.system;

import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Delivers mails to a system's SMTP listener, as a mail server does (RFC 5321). */
public final class MailSender {
    private static final Pattern LISTENING = Pattern.compile("Mail is taken host=\\S+ port=(\\d+)");

    private final int port;

    private MailSender(int port) {
        this.port = port;
    }

    public static MailSender to(LocalSystem system) throws IOException {
        Matcher port = LISTENING.matcher(
                Files.readString(system.process(Service.CODE_INGEST_SERVICE).log()));
        if (!port.find()) {
            throw new AssertionError("The system takes no mail");
        }
        return new MailSender(Integer.parseInt(port.group(1)));
    }

    /**
     * The status of a mail, or of the recipient that was refused.
     *
     * @param login user and password with a NUL before each (RFC 4616); null to sign in as nobody
     */
    public String send(@Nullable String login, String sender, String recipient, String mail) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reply(replies);
            say(socket, replies, "EHLO site.example");
            if (login != null) {
                String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
                say(socket, replies, "AUTH PLAIN " + encoded);
            }
            say(socket, replies, "MAIL FROM:<" + sender + ">");
            String taken = say(socket, replies, "RCPT TO:<" + recipient + ">");
            if (!taken.equals("250")) {
                return taken;
            }
            say(socket, replies, "DATA");
            return say(socket, replies, mail + "\r\n.");
        }
    }

    private static String say(Socket socket, BufferedReader replies, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply(replies);
    }

    private static String reply(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = replies.readLine();
        }
        return line == null ? "" : line.substring(0, 3);
    }
}
