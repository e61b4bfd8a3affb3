package dev.postern.local.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb against a server that answers as {@code /v1/audit/verification} does, over HTTP. */
class VerifyAuditTest {
    private static final String WHOLE = """
            {"state":"whole","rows":5,"first_seq":3,"first_at":"2026-03-01T09:16:02Z","last_seq":7,"signed_seq":6,
            "signed_at":"2026-03-02T10:00:00Z","fault":null}""";
    private static final String BROKEN = """
            {"state":"broken","rows":17,"first_seq":1,"first_at":"2026-03-01T09:16:02Z","last_seq":16,"signed_seq":20,
            "signed_at":"2026-03-02T10:00:00Z","fault":{"seq":17,"kind":"%s","event_id":%s}}""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, String> environment = new HashMap<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        environment.put("POSTERN_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        environment.put("POSTERN_API_KEY", "pk_organisation");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWholeAuditIsToldWithItsRowsAndItsBeginning() {
        // Given
        answers.add(WHOLE);
        // When
        int code = run();
        // Then
        assertThat(text(err)).isEmpty();
        assertThat(code).isZero();
        assertThat(asked).containsExactly("GET /v1/audit/verification pk_organisation");
        assertThat(text(out).lines())
                .containsExactly("The audit is whole: 5 rows, from row 3 of 2026-03-01T09:16:02Z to row 7."
                        + " Signed up to row 6 at 2026-03-02T10:00:00Z.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            altered         | "evt_17" | Row 17 (evt_17) was altered: its hash is not that of its content.
            missing         | null     | Row 17 is missing, and later rows are there.
            unlinked        | "evt_17" | Row 17 (evt_17) does not follow on the row before it: rows were reordered, put in or made anew.
            replaced        | "evt_17" | Row 17 (evt_17) is not the row that was signed.
            cut             | null     | Row 17 and all rows behind it were cut off.
            false_beginning | null     | The rows up to 17 were not deleted by retention.
            of_tomorrow     | null     | Row 17 is wrong: of_tomorrow.
            """)
    void theFirstFaultIsNamedAndTheVerbEndsWithOne(String kind, String eventId, String sentence) {
        // Given
        answers.add(BROKEN.formatted(kind, eventId));
        // When
        int code = run();
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(text(out).lines())
                .containsExactly("The audit is broken. " + sentence + " It is whole up to row 16.");
    }

    @Test
    void aLongAuditIsVerifiedByOneCallAfterTheOther() {
        // Given
        answers.add("{\"state\":\"unfinished\",\"rows\":2000,\"first_seq\":1,\"last_seq\":2000,\"fault\":null}");
        answers.add("{\"state\":\"unfinished\",\"rows\":1000,\"first_seq\":1,\"last_seq\":3000,\"fault\":null}");
        answers.add(WHOLE);
        // When
        int code = run();
        // Then
        assertThat(code).isZero();
        assertThat(asked)
                .containsExactly(
                        "GET /v1/audit/verification pk_organisation",
                        "GET /v1/audit/verification?after_seq=2000 pk_organisation",
                        "GET /v1/audit/verification?after_seq=3000 pk_organisation");
        assertThat(text(out)).contains("is whole: 3005 rows");
    }

    @Test
    void anAnswerThatGetsNoFurtherEndsTheVerb() {
        // Given
        answers.add("{\"state\":\"unfinished\",\"rows\":0,\"last_seq\":null,\"fault\":null}");
        // When
        int code = run();
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(text(err)).contains("got no further than row 0");
    }

    @Test
    void bothAuditsOfThisMachineAreVerifiedThoughTheFirstIsBroken() {
        // Given
        environment.put("POSTERN_OPERATOR_KEY", "pk_operator");
        answers.add(BROKEN.formatted("cut", "null"));
        answers.add("{\"state\":\"whole\",\"rows\":0,\"first_seq\":null,\"signed_seq\":null,\"fault\":null}");
        // When
        int code = run();
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(asked)
                .containsExactly(
                        "GET /v1/audit/verification pk_organisation", "GET /v1/audit/verification pk_operator");
        assertThat(text(out).lines())
                .containsExactly(
                        "The organisation's audit is broken. Row 17 and all rows behind it were cut off. It is whole up to"
                                + " row 16.",
                        "The installation's audit is whole: it has no rows.");
    }

    @Test
    void aChainThatIsNotSignedYetIsSaidToBe() {
        // Given
        answers.add(WHOLE.replace("\"signed_seq\":6", "\"signed_seq\":null"));
        // When
        int code = run();
        // Then
        assertThat(code).isZero();
        assertThat(text(out)).contains("No row is signed yet, so a cut end would not be found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "<html>", "{\"state\":\"fine\"}"})
    void whatIsNoVerificationIsNotTakenForAWholeAudit(String answer) {
        // Given
        answers.add(answer);
        // When
        int code = run();
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).contains("none of a verification");
    }

    @Test
    void aRefusalIsASentence() {
        // Given
        status = 403;
        answers.add("{\"detail\":\"The API key lacks the scope admin\"}");
        // When
        int code = run();
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(text(err).strip())
                .isEqualTo("postern: Postern refused with status 403: The API key lacks the scope admin.");
    }

    @Test
    void aMissingSettingAndAServerThatIsAwayAreSentences() {
        server.stop(0);
        assertThat(run()).isEqualTo(1);
        assertThat(text(err)).contains("does not answer");
        environment.remove("POSTERN_API_KEY");
        assertThat(run()).isEqualTo(1);
        assertThat(text(err)).contains("POSTERN_API_KEY is not set.");
    }

    private int run() {
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Verb.run(new VerifyAudit(environment, to), to, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("x-api-key"));
        byte[] bytes = Objects.requireNonNull(answers.poll()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
