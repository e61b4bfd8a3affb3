package dev.postern.ingest.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks TLS before a mail server that does not: from the beginning, or after STARTTLS (RFC 9051, section 6.2.1). */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "for-a-test";

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final SSLContext context;
    private final int server;
    private final boolean startTls;

    /** One with a certificate of a store. */
    TlsFront(Path store, int server, boolean startTls) throws Exception {
        this.server = server;
        this.startTls = startTls;
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(open(store), PASSWORD.toCharArray());
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        Thread.ofVirtual().start(this::accept);
    }

    /** Makes a store with a certificate of its own for this machine's address, and beside it the certificate in PEM. */
    static Path certificate(Path folder, String san) throws Exception {
        Path store = folder.resolve(san.replaceAll("[^a-z0-9]", "-") + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "san=" + san,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        Files.writeString(
                pem(store),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(open(store).getCertificate("a").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        return store;
    }

    static Path pem(Path store) {
        return Path.of(store + ".pem");
    }

    private static KeyStore open(Path store) throws Exception {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            opened.load(file, PASSWORD.toCharArray());
        }
        return opened;
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Whoever does not believe the certificate never gets to the server. */
    private void serve(Socket plain) {
        try (Socket client = plain) {
            if (startTls) {
                greet(client);
            }
            SSLSocket secured = (SSLSocket) context.getSocketFactory()
                    .createSocket(client, client.getInetAddress().getHostAddress(), client.getPort(), true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            pass(secured);
        } catch (IOException e) {
            // The client hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(SSLSocket client) throws IOException, InterruptedException {
        try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            if (startTls) {
                // Its greeting was given already.
                line(behind.getInputStream());
            }
            Thread back = Thread.ofVirtual().start(() -> copy(behind, client));
            copy(client, behind);
            back.join();
        }
    }

    private static void greet(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        say(out, "* OK ready");
        while (true) {
            String[] command = line(client.getInputStream()).split(" ", 2);
            if (command.length < 2) {
                throw new IOException("no command");
            }
            if (command[1].equalsIgnoreCase("STARTTLS")) {
                say(out, command[0] + " OK begin");
                return;
            }
            if (command[1].equalsIgnoreCase("CAPABILITY")) {
                say(out, "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED");
                say(out, command[0] + " OK done");
            } else {
                say(out, command[0] + " BAD first STARTTLS");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** The end of one side is told to the other, which then ends in order. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of both hung up.
        }
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // It did so too.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
