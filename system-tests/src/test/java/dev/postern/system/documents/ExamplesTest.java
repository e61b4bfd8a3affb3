package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/asking-for-a-code.md, run twice with a script in between that dies after it asked. A small server plays
 * the site and Postern's routes: it gives a code of its own to each press, and only to a request that came before that press.
 */
class ExamplesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PYTHON_END = """
            import sys, urllib.request
            SITE = os.environ["POSTERN_URL"] + "/site/"
            def press():
                if sys.argv[1] == "dies": os._exit(9)
                urllib.request.urlopen(SITE + "press", b"")
            def type_it(code):
                return urllib.request.urlopen(SITE + "type?" + code, b"").read() == b"welcome"
            """;

    @TempDir
    private Path folder;

    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> codes = new HashMap<>();
    private final Set<String> runs = new HashSet<>();
    private HttpServer server;
    private String waiting = "";
    private int requests;
    private int presses;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theOneInPythonIsRightTwice() throws Exception {
        assumeThat(isThere("python3"))
                .as("python3 is not on this machine: the example did not run")
                .isTrue();
        String script =
                block("python", 0) + PYTHON_END + "sys.exit(0 if log_in('user@example.com', press, type_it) else 1)\n";
        isRightTwice("python3", "example.py", script);
    }

    @Test
    void theAsynchronousOneIsRightTwice() throws Exception {
        assumeThat(isThere("python3"))
                .as("python3 is not on this machine: the example did not run")
                .isTrue();
        String script = block("python", 0) + block("python", 1) + PYTHON_END + """
                async def press_async(): press()
                async def type_async(code): return type_it(code)
                sys.exit(0 if asyncio.run(log_in_async('user@example.com', press_async, type_async)) else 1)
                """;
        isRightTwice("python3", "example.py", script);
    }

    @Test
    void theOneInTypeScriptIsRightTwice() throws Exception {
        assumeThat(isThere("node"))
                .as("node is not on this machine: the example did not run")
                .isTrue();
        String script = withoutTypes(block("typescript", 0)) + """
                const site = process.env.POSTERN_URL + "/site/";
                const press = async () => {
                  if (process.argv[2] === "dies") process.exit(9);
                  await fetch(site + "press", { method: "POST" });
                };
                const typeIt = async (code) => (await (await fetch(site + "type?" + code, { method: "POST" })).text()) === "welcome";
                logIn("user@example.com", press, typeIt).then((taken) => process.exit(taken ? 0 : 1));
                """;
        isRightTwice("node", "example.mjs", script);
    }

    private void isRightTwice(String program, String name, String script) throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve(name), script);

        // When
        int first = run(program, file, "lives");
        int died = run(program, file, "dies");
        int second = run(program, file, "lives");

        // Then
        assertThat(List.of(first, died, second)).as("%s", calls).containsExactly(0, 9, 0);
        assertThat(calls).filteredOn(call -> call.equals("accepted")).hasSize(2);
        assertThat(calls).filteredOn(call -> call.equals("DELETE")).hasSize(2);
        assertThat(runs).as("a run id of its own for each attempt").hasSize(3);
    }

    private int run(String program, Path file, String how) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(program, file.toString(), how)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put("POSTERN_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        builder.environment().put("POSTERN_API_KEY", "pk_test");
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        calls.add(Files.readString(output));
        return process.exitValue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        String said;
        if (path.equals("/site/press")) {
            codes.put(waiting, "%06d".formatted(100_000 + ++presses));
            said = "sent";
        } else if (path.equals("/site/type")) {
            said = exchange.getRequestURI().getQuery().equals("%06d".formatted(100_000 + presses))
                    ? "welcome"
                    : "wrong code";
        } else {
            said = postern(exchange.getRequestMethod(), path, body);
        }
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.isEmpty() ? 204 : 200, said.isEmpty() ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String postern(String method, String path, String body) throws IOException {
        if (path.endsWith("/outcome")) {
            calls.add(JSON.readTree(body).get("outcome").asText());
            return "{}";
        }
        if (method.equals("DELETE")) {
            calls.add("DELETE");
            return "";
        }
        if (method.equals("POST")) {
            JsonNode asked = JSON.readTree(body);
            Instant after =
                    OffsetDateTime.parse(asked.get("received_after").asText()).toInstant();
            assertThat(after).isBefore(Instant.now().plusSeconds(5));
            runs.add(asked.get("workflow_run_id").asText());
            waiting = "cr_" + ++requests;
            return "{\"code_request_id\": \"" + waiting + "\", \"status\": \"waiting\"}";
        }
        String id = path.substring(path.lastIndexOf('/') + 1);
        String code = codes.get(id);
        return code == null
                ? "{\"code_request_id\": \"" + id + "\", \"status\": \"expired\"}"
                : "{\"code_request_id\": \"" + id + "\", \"status\": \"delivered\", \"code\": \"" + code + "\"}";
    }

    private static String block(String language, int nth) throws IOException {
        String page = Files.readString(Checkout.folder().resolve("docs/asking-for-a-code.md"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        for (int i = 0; i <= nth; i++) {
            assertThat(block.find()).as("example " + nth + " in " + language).isTrue();
        }
        return block.group(1) + "\n";
    }

    /** Node 20 runs no types. The example has few, all of these forms. */
    private static String withoutTypes(String typescript) {
        return typescript
                .replaceAll(
                        ": (string|object|any|Promise<[a-z]+>|\\(code: string\\) => Promise<boolean>|\\(\\) => Promise<void>)",
                        "")
                .replace("body?", "body")
                .replace("_KEY!", "_KEY");
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
