package dev.postern.local.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb against a server that answers as {@code /v1/key-rotations} does, over HTTP. */
class RotateKeysTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> steps = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private Path file;
    private boolean goesOn;
    private @Nullable Service service;
    private String beganWith = "spreading";
    // Of the file, when a step was told that comes before the new key may seal.
    private final Queue<Long> primaries = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws IOException {
        file = Files.createDirectory(data.resolve("keys")).resolve("master-key.json");
        Files.writeString(file, UnsafeLocalSecrets.keyset(PredefinedAeadParameters.AES256_GCM));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theMasterKeyIsPutIntoTheFileAndTheOldOneTakenOutWhenNothingNeedsIt() throws IOException {
        // Given
        List<Long> before = ids(file);
        steps.addAll(List.of("spreading", "removing", "finished"));
        // When
        int code = run("master");
        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "spreading (until every replica has the new key): 0 of 3, waits for host-1",
                        "A replica that has ended is named for up to a minute.",
                        "removing",
                        "finished");
        assertThat(ids(file)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
        try (var files = Files.list(data.resolve("keys"))) {
            List<Path> copies =
                    files.filter(copy -> copy.toString().contains(".before-")).toList();
            assertThat(copies).hasSize(2);
            for (Path copy : copies) {
                assertThat(ids(copy)).containsAll(before);
                assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
        assertThat(asked).contains("POST /v1/key-rotations {\"kind\":\"master\"} pk_operator");
    }

    @Test
    void aRotationThatGoesOnIsFollowedAndNoKeyIsAdded() throws IOException {
        // Given
        goesOn = true;
        steps.addAll(List.of("wrapping", "finished"));
        List<Long> before = ids(file);
        // When
        int code = run("master");
        // Then
        assertThat(code).isZero();
        assertThat(ids(file)).isEqualTo(before);
        assertThat(asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void dataKeysOfAnOrganisationNeedNoFile() {
        // Given
        steps.addAll(List.of("settling", "finished"));
        // When
        int code = run("data", "--organization", "o_1");
        // Then
        assertThat(code).isZero();
        assertThat(asked)
                .contains("POST /v1/key-rotations {\"kind\":\"data\",\"organization_id\":\"o_1\"} pk_operator");
    }

    @Test
    void thePayloadKeyIsPromotedWhenAllHaveItAndTheOldOneTakenOutByALaterCall() throws IOException {
        // Given
        file = Files.move(file, data.resolve("keys/payload-keyset.json"));
        long old = ids(file).getFirst();
        steps.addAll(List.of("spreading", "promoting", "retaining"));
        // When
        int code = run("payload");
        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(primaries).containsExactly(old, old);
        assertThat(ids(file)).hasSize(2).startsWith(old);
        assertThat(primary(file)).isEqualTo(ids(file).getLast());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("is kept until 2027-03-14T12:00:00Z");
        // When its time has come
        goesOn = true;
        steps.addAll(List.of("finished"));
        beganWith = "removing";
        // Then
        assertThat(run("payload")).isZero();
        assertThat(ids(file)).hasSize(1).doesNotContain(old).containsExactly(primary(file));
    }

    @Test
    void theIndexKeyGoesTheWayOfThePayloadKeyWithAKeyThatHashes() throws IOException {
        // Given
        Files.delete(file);
        file = data.resolve("keys/index-key.json");
        Files.writeString(file, UnsafeLocalSecrets.keyset(PredefinedPrfParameters.HMAC_SHA256_PRF));
        long old = ids(file).getFirst();
        steps.addAll(List.of("spreading", "promoting", "retaining"));
        // When
        int code = run("index");
        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(primaries).containsExactly(old, old);
        assertThat(ids(file)).hasSize(2).startsWith(old);
        assertThat(primary(file)).isEqualTo(ids(file).getLast());
        assertThat(Files.readString(file)).contains("HmacPrfKey").doesNotContain("Gcm");
    }

    /** As the service goes on: by what is in the file. A call ends with the first request that is not answered. */
    private final class Service {
        private final long old;
        private int answers;
        private @Nullable Long newKey;
        private boolean timeIsOver;
        private boolean finished;

        Service() throws IOException {
            this.old = ids(file).getFirst();
        }

        @Nullable String answer(boolean begins, boolean lists, String kind) throws IOException {
            if (answers-- <= 0) {
                return null;
            }
            List<Long> ids = ids(file);
            if (begins) {
                assertThat(newKey).as("one rotation").isNull();
                newKey = ids.getLast();
            }
            if (lists) {
                return newKey == null || finished ? "[]" : "[" + rotation(kind, step(ids), newKey) + "]";
            }
            return rotation(kind, step(ids), Objects.requireNonNull(newKey));
        }

        private String step(List<Long> ids) throws IOException {
            boolean promoted = Objects.equals(primary(file), newKey);
            if (timeIsOver) {
                finished = ids.size() == 1;
                return finished ? "finished" : "removing";
            }
            assertThat(ids).as("both, until nothing needs the old one").containsExactly(old, newKey);
            return promoted ? "retaining" : "promoting";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload-keyset", "index-key"})
    void whereverACallWasKilledLaterOnesEndItsRotation(String name) throws IOException {
        String kind = name.substring(0, name.indexOf('-'));
        String keys = UnsafeLocalSecrets.keyset(
                kind.equals("index")
                        ? PredefinedPrfParameters.HMAC_SHA256_PRF
                        : PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE);
        file = data.resolve("keys/" + name + ".json");
        for (int killedAfter = 0; killedAfter < 8; killedAfter++) {
            // Given
            Files.writeString(file, keys);
            service = new Service();
            service.answers = killedAfter;
            run(kind);
            // When
            service.answers = 100;
            int first = run(kind);
            service.timeIsOver = true;
            service.answers = killedAfter;
            run(kind);
            service.answers = 100;
            // With the old key out of the file, the service ends it by itself, and a further call begins another.
            int last = ids(file).size() == 1 ? 0 : run(kind);
            // Then
            assertThat(List.of(first, last)).as("killed after %d", killedAfter).containsOnly(0);
            assertThat(ids(file)).containsExactly(service.newKey);
            assertThat(primary(file)).isEqualTo(service.newKey);
        }
    }

    @Test
    void aRefusalIsASentence() throws IOException {
        assertThat(run("moon")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Say which keys to replace: data, master, payload or index.");
        Files.delete(file);
        assertThat(run("master")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The keyset cannot be read from");
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of(
                "POSTERN_URL",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                "POSTERN_API_KEY",
                "pk_operator",
                "POSTERN_DATA",
                data.toString());
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Verb.run(
                new RotateKeys(environment, to, Duration.ofMillis(1)),
                to,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + path + " " + body + " "
                + exchange.getRequestHeaders().getFirst("x-api-key"));
        if (service != null) {
            String answer = service.answer(
                    exchange.getRequestMethod().equals("POST"),
                    exchange.getRequestMethod().equals("GET") && path.equals("/v1/key-rotations"),
                    file.getFileName().toString().replaceFirst("-.*", ""));
            if (answer != null) {
                send(exchange, answer);
            }
            exchange.close();
            return;
        }
        boolean lists = exchange.getRequestMethod().equals("GET") && path.equals("/v1/key-rotations");
        String answer = lists
                ? "[" + (goesOn ? rotation(file.toString().contains("payload") ? "payload" : "master", beganWith) : "")
                        + "]"
                : rotation("x", next());
        send(exchange, answer);
        exchange.close();
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String next() {
        return Objects.requireNonNull(steps.poll());
    }

    private String rotation(String kind, String step) throws IOException {
        return rotation(kind, step, ids(file).getLast());
    }

    private String rotation(String kind, String step, long newKey) throws IOException {
        if (step.equals("spreading") || step.equals("promoting")) {
            primaries.add(primary(file));
        }
        String finished = step.equals("finished") ? "\"2026-11-29T12:00:00Z\"" : "null";
        return """
            {"rotation_id":"kr_1","kind":"%s","step":"%s","rows_done":0,"rows_total":3,"new_key_id":%d,
            "waits_for_replicas":["host-1"],"waits_until":"2027-03-14T12:00:00Z","finished_at":%s}\
            """.formatted(kind, step, newKey, finished);
    }

    private static long primary(Path keyset) throws IOException {
        return JSON.readTree(Files.readString(keyset)).path("primaryKeyId").asLong();
    }

    private static List<Long> ids(Path keyset) throws IOException {
        List<Long> ids = new ArrayList<>();
        JsonNode keys = JSON.readTree(Files.readString(keyset)).path("key");
        keys.forEach(key -> ids.add(key.path("keyId").asLong()));
        return ids;
    }
}
