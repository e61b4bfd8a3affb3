package dev.postern.ingest.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of docs/getting-messages-in.md, run as they stand there against a server that answers as it is told. */
class RecipesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "getting-messages-in.md");
    private static final String MAIL = "From: a@b.example\r\nSubject: Hi\r\n\r\nYour code is 551204\r\n";

    // Google's services, played by a few lines.
    private static final String GOOGLE = """
        const kept = {POSTERN_CHANNEL_URL: process.env.POSTERN_CHANNEL_URL, POSTERN_TOKEN: "A-LONG-TOKEN"};
        const PropertiesService = {getScriptProperties: () => ({getProperty: (name) => kept[name] ?? null, setProperty: (name, value) => { kept[name] = value; }})};
        const mail = (id, at) => ({getId: () => id, getDate: () => new Date(Date.now() - at * 60000), getFrom: () => "a@b.example",
          getSubject: () => "Hi", getPlainBody: () => "Your code is 551204"});
        const inbox = [mail("lay there", 5), mail("new", 0), mail("of last week", 9999)];
        const GmailApp = {search: () => [{getMessages: () => [...inbox]}]};
        const Session = {getActiveUser: () => ({getEmail: () => "user@example.com"})};
        const {execFileSync} = require("node:child_process");
        const UrlFetchApp = {fetch: (url, options) => {
          const code = execFileSync("curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", url, "-d", options.payload,
            "-H", "authorization: " + options.headers.Authorization, "-H", "content-type: " + options.contentType]);
          return {getResponseCode: () => Number(code.toString())};
        }};
        """;

    @TempDir
    Path folder;

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;

    /** What came to the server. */
    private record Posted(String authorization, String from, String to, String type, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(new Posted(
                    exchange.getRequestHeaders().getFirst("authorization"),
                    exchange.getRequestHeaders().getFirst("x-envelope-from"),
                    exchange.getRequestHeaders().getFirst("x-envelope-to"),
                    exchange.getRequestHeaders().getFirst("content-type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "404, 69", "413, 69", "401, 69", "429, 75", "503, 75"})
    void postfixTriesAgainWhatMayBeTakenLater(int answered, int exit) throws Exception {
        // Given
        status = answered;
        Path script = Files.writeString(folder.resolve("to-postern"), block("sh", "#!/bin/sh"));

        // When
        int ended = run(List.of("sh", script.toString(), "sender@example.org", "codes@example.com"), MAIL);

        // Then
        assertThat(ended).isEqualTo(exit);
        assertThat(posted)
                .containsExactly(new Posted(null, "sender@example.org", "codes@example.com", "message/rfc822", MAIL));
    }

    @Test
    void postfixTriesAgainWhenNobodyListens() throws Exception {
        // Given
        server.stop(0);
        Path script = Files.writeString(folder.resolve("to-postern"), block("sh", "#!/bin/sh"));

        // When
        int ended = run(List.of("sh", script.toString(), "a", "b"), MAIL);

        // Then
        assertThat(ended).isEqualTo(75);
    }

    @Test
    void anyScriptPostsJson() throws Exception {
        // When
        int ended = run(List.of("sh", "-c", block("bash", "http_code")), "");

        // Then
        assertThat(ended).isZero();
        assertThat(posted).singleElement().satisfies(post -> {
            assertThat(post.authorization()).isEqualTo("Bearer A-LONG-TOKEN");
            assertThat(post.type()).isEqualTo("application/json");
            assertThat(post.body()).contains("\"text\": \"Your code is 847291\"");
        });
    }

    @Test
    void theAppsScriptForwardsEachMailOnce() throws Exception {
        Assumptions.assumeTrue(run(List.of("sh", "-c", "command -v node"), "") == 0, "There is no Node here");
        // Given
        Path script = Files.writeString(
                folder.resolve("script.js"),
                GOOGLE
                        + block("javascript", "GmailApp")
                        // The sender wrote its date, so a later mail may have an earlier one.
                        + "\nforward(); inbox.push(mail('came late', 2)); forward(); forward();");

        // When
        int ended = run(List.of("node", script.toString()), "");

        // Then
        assertThat(ended).isZero();
        assertThat(posted).hasSize(2);
        assertThat(posted.getLast().body()).contains("\"id\":\"came late\"");
        assertThat(posted.getFirst()).satisfies(post -> {
            assertThat(post.authorization()).isEqualTo("Bearer A-LONG-TOKEN");
            assertThat(post.body())
                    .contains("\"id\":\"new\"", "\"to\":\"user@example.com\"", "\"text\":\"Your code is 551204\"");
        });
    }

    @ParameterizedTest
    @CsvSource({"400, 0", "413, 0", "401, 1", "404, 1", "429, 1", "503, 1"})
    void theAppsScriptStopsOnlyAtWhatMayBeTakenLater(int answered, int exit) throws Exception {
        Assumptions.assumeTrue(run(List.of("sh", "-c", "command -v node"), "") == 0, "There is no Node here");
        // Given
        status = answered;
        Path script = Files.writeString(
                folder.resolve("script.js"), GOOGLE + block("javascript", "GmailApp") + "\nforward(); forward();");

        // When
        int ended = run(List.of("node", script.toString()), "");

        // Then
        assertThat(ended).isEqualTo(exit);
        assertThat(posted).hasSize(1);
    }

    private int run(List<String> command, String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "POSTERN_CHANNEL_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/x"));
        builder.redirectOutput(folder.resolve("output").toFile());
        Process process = builder.start();
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading.
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The code block of a language that has these words. */
    private static String block(String language, String words) throws IOException {
        Matcher blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        return blocks.results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(words))
                .findFirst()
                .orElseThrow();
    }
}
