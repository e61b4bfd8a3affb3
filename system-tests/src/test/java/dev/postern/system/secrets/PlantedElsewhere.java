package dev.postern.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.MailSender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Plants secrets where no call of the API brings them: in mails by SMTP, at a mailbox' server, in pictures and in the console. */
final class PlantedElsewhere {
    private static final Pattern COOKIE = Pattern.compile("postern-session=([^;]+)");

    private final LocalSystem system;
    private final Api api;
    private final Map<String, String> canaries;
    private final String mark;

    /** @param mark what the planted texts begin with */
    PlantedElsewhere(LocalSystem system, Api api, Map<String, String> canaries, String mark) {
        this.system = system;
        this.api = api;
        this.canaries = canaries;
        this.mark = mark;
    }

    void plant() throws Exception {
        mailBySmtp();
        mailboxWithAPassword();
        picture();
        console();
        malformedHeads();
    }

    /** What a framework refuses before any of our routes sees it. */
    private void malformedHeads() throws IOException {
        String path = "/webhooks/mime/" + planted("path of a malformed head", "-head");
        for (Service service : Service.values()) {
            for (String host : List.of("", "Host: a b\r\n", "Host: a:b\r\n", "Host: [::1\r\n")) {
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), system.url(service).getPort())) {
                    String head = "GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n";
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                    assertThat(answer).startsWith("HTTP/1.1 4");
                }
            }
        }
    }

    private String planted(String name, String text) {
        canaries.put(name, mark + text);
        return mark + text;
    }

    private void mailBySmtp() throws IOException {
        String password = planted("password for mail", "-smtp-password");
        String address = planted("address of a mailbox", "-box") + "@in.example.com";
        String text = planted("text of a mail", "-letter");
        assertThat(api.post("/v1/inbound-channels", """
            {"name":"n","provider":"smtp","secrets":["relay:%s"],"settings":{"addresses":"%s"}}\
            """.formatted(password, address))
                        .status())
                .isEqualTo(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sent(
                                password,
                                address,
                                "From: a@site.example\r\nSubject: " + text + "\r\n\r\nYour code is 83920174. " + text))
                        .isEqualTo("250"));
        assertThat(sent(planted("wrong password for mail", "-smtp-guess"), address, text))
                .isEqualTo("530");
        assertThat(sent(password, planted("address of nobody", "-nobody") + "@in.example.com", text))
                .isEqualTo("550");
    }

    private String sent(String password, String address, String mail) throws IOException {
        return MailSender.to(system).send("\0relay\0" + password, mark + "-bounce@site.example", address, mail);
    }

    /** The server refuses the password, and repeats it. */
    private void mailboxWithAPassword() throws Exception {
        String password = planted("password of a mailbox", "-imap-password");
        String user = planted("user of a mailbox", "-imap-user");
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseAll(server, password));
            String id = api.post("/v1/inbound-channels", """
                {"name":"n","provider":"imap","secrets":["%s"],
                 "settings":{"server":"127.0.0.1:%d","user":"%s","security":"none"}}\
                """.formatted(password, server.getLocalPort(), user))
                    .json()
                    .at("/channel/channel_id")
                    .asText();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(api.get("/v1/inbound-channels/" + id + "/posts")
                                    .text())
                            .contains("sign_in_refused"));
            assertThat(api.call("DELETE", "/v1/inbound-channels/" + id, null).status())
                    .isBetween(200, 204);
        }
    }

    private static void refuseAll(ServerSocket server, String word) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                write(socket, "* OK [CAPABILITY IMAP4rev1] ready");
                for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                    String tag = line.split(" ", 2)[0];
                    boolean asks = line.toUpperCase(Locale.ROOT).contains("CAPABILITY");
                    if (asks) {
                        write(socket, "* CAPABILITY IMAP4rev1");
                    }
                    write(socket, tag + (asks ? " OK done" : " NO [AUTHENTICATIONFAILED] not " + word));
                }
            } catch (IOException e) {
                // The client left, or the test is over.
            }
        }
    }

    private static void write(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void picture() throws Exception {
        canaries.put("seed in a picture", "JBSWY3DPEHPK3PXP");
        byte[] picture = Files.readAllBytes(
                Checkout.folder().resolve("credential-service/src/test/resources/pictures/lossy.webp"));
        assertThat(call("/v1/qr-codes", picture, "image/webp")).isEqualTo(200);
        byte[] broken = planted("text that is no picture", "-picture").getBytes(StandardCharsets.UTF_8);
        assertThat(call("/v1/qr-codes", broken, "image/png")).isBetween(400, 499);
    }

    private int call(String path, byte[] body, String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.base() + path))
                .header("x-api-key", String.valueOf(api.key()))
                .header("content-type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private void console() {
        Api stranger = api.as(null);
        form(stranger, "/console/sign-in", "", "api_key=" + planted("key that opens nothing", "-typed"));
        Api.Answer signedIn = form(stranger, "/console/sign-in", "", "api_key=" + api.key());
        Matcher cookie = COOKIE.matcher(String.valueOf(signedIn.header("set-cookie")));
        assertThat(cookie.find()).isTrue();
        canaries.put("cookie of a session", cookie.group(1));
        String sent = "postern-session=" + cookie.group(1);
        String page = stranger.get("/console/codes", "Cookie", sent).text();
        Matcher token = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        canaries.put("token of a session", token.group(1));
        String text = planted("text that a person types", "-typed-text");
        for (String csrf : new String[] {token.group(1), mark + "-csrf"}) {
            Api.Answer answer = form(
                    stranger,
                    "/console/codes",
                    sent,
                    "csrf=" + csrf + "&totp_identifier=" + planted("person", "-person") + "&content="
                            + URLEncoder.encode("Your code is 83920174. " + text, StandardCharsets.UTF_8));
            assertThat(answer.status()).isIn(200, 403);
        }
        assertThat(stranger.get("/console/" + planted("page that is not there", "-page"), "Cookie", sent)
                        .status())
                .isEqualTo(404);
        stranger.get("/console/codes?totp_identifier=" + text, "Cookie", sent + "x");
    }

    private static Api.Answer form(Api caller, String path, String cookie, String body) {
        return caller.postAs(
                "application/x-www-form-urlencoded", path, body, "Sec-Fetch-Site", "same-origin", "Cookie", cookie);
    }
}
