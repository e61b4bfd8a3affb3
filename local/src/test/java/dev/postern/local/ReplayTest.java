package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final String FOUND = """
            {"dry_run":true,"read":2,"unreadable":1,"next_cursor":%s,"changes":[{"totp_code_id":"totp_1",
             "organization_id":"o_1","received_at":"2026-03-01T09:16:02Z","reason_before":"no_candidate","reason_now":null,
             "otp_type":"totp","code_masked":"••••13","evidence":{"rule":"keyword-bound","confidence":0.98},
             "applied":%s,"answered":1}]}""";
    private static final String REASON = """
            {"dry_run":true,"read":1,"unreadable":0,"next_cursor":null,"changes":[{"totp_code_id":"totp_2",
             "organization_id":"o_1","received_at":"2026-03-01T09:16:02Z","reason_before":"ambiguous",
             "reason_now":"forwarding_setup","otp_type":null,"code_masked":null,"evidence":null,
             "applied":false,"answered":0}]}""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/messages/replay", exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("x-api-key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void showsTheDifferenceOfAllPagesAndChangesNothing() {
        // Given
        answers.add(FOUND.formatted("\"next\"", "false"));
        answers.add(REASON);

        // When
        int exit = run();

        // Then
        assertThat(exit).isZero();
        assertThat(requests)
                .containsExactly(
                        "pk_operator {\"dry_run\":true}", "pk_operator {\"dry_run\":true,\"cursor\":\"next\"}");
        assertThat(text(out).lines())
                .containsExactly(
                        "totp_1  o_1  2026-03-01T09:16:02Z  no_candidate -> totp ••••13  keyword-bound 0.98",
                        "totp_2  o_1  2026-03-01T09:16:02Z  ambiguous -> forwarding_setup",
                        "3 open messages read, a code or link found in 1.",
                        "1 cannot be opened any more.",
                        "Nothing was changed. ./postern replay --apply makes codes of them.");
    }

    @Test
    void appliesItWhenTold() {
        // Given
        answers.add(FOUND.formatted("\"next\"", "true"));
        answers.add(FOUND.formatted("null", "false"));

        // When
        int exit = run("--apply");

        // Then
        assertThat(exit).isZero();
        assertThat(requests.getFirst()).isEqualTo("pk_operator {\"dry_run\":false}");
        assertThat(text(out))
                .contains("(not applied: settled in the meantime)", "1 received now, ")
                .doesNotContain("Nothing was changed");
    }

    @Test
    void saysWhyItWasRefused() {
        // Given
        status = 403;
        answers.add("{\"detail\":\"The API key lacks the scope operator\"}");

        // When
        int exit = run();

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(text(err)).contains("403", "lacks the scope operator");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"The key is no operator's", "The key is no operator's.", "The key is no operator's. "})
    void endsTheReasonWithOneFullStop(String detail) {
        // Given
        status = 403;
        answers.add("{\"detail\":\"" + detail + "\"}");

        // When
        run();

        // Then
        assertThat(text(err).strip()).isEqualTo("Postern refused with status 403: The key is no operator's.");
    }

    @Test
    void saysThatNobodyAnswers() {
        // Given
        server.stop(0);

        // Then
        assertThat(run()).isEqualTo(1);
        assertThat(text(err)).contains("does not answer");
    }

    @Test
    void refusesAnythingElse() {
        assertThat(run("--now")).isEqualTo(1);
        assertThat(text(err)).contains("Usage: ./postern replay [--apply]");
        assertThat(run(Map.of("POSTERN_URL", "no address", "POSTERN_API_KEY", "k")))
                .isEqualTo(1);
        assertThat(text(err)).contains("is not a web address");
        assertThat(run(Map.of())).isEqualTo(1);
        assertThat(text(err)).contains("POSTERN_URL is not set");
    }

    private int run(String... arguments) {
        return Replay.run(
                arguments,
                Map.of(
                        "POSTERN_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                        "POSTERN_API_KEY",
                        "pk_operator"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private int run(Map<String, String> environment) {
        return Replay.run(
                new String[0],
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
