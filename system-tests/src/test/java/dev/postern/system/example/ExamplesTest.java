package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/asking-for-a-code.md log in twice at a small site, with a script in between that dies after it pressed
 * "send". At the end one cannot press at all, and gives its request up.
 */
@ExtendWith(RunningSystem.class)
class ExamplesTest {
    private static final String PYTHON_END = """
            import sys, urllib.request
            def hands(path):
                return urllib.request.urlopen(os.environ["HANDS"] + path, b"").read() == b"welcome"
            def press():
                if sys.argv[1] == "fails": raise SystemExit(8)
                hands("/press")
                if sys.argv[1] == "dies": os._exit(9)
            def type_it(code):
                return hands("/type?" + code)
            """;

    private static RemoteHands hands;

    @TempDir
    private Path folder;

    @BeforeAll
    static void lendHands() {
        hands = new RemoteHands();
    }

    @AfterAll
    static void stop() {
        hands.close();
    }

    @Test
    void theOneInPythonIsRightTwice(LocalSystem system) throws Exception {
        isRightTwice(
                system,
                "python3",
                "example.py",
                Example.of("python", 0) + PYTHON_END
                        + "sys.exit(0 if log_in('user@example.com', press, type_it) else 1)\n");
    }

    @Test
    void theAsynchronousOneInPythonIsRightTwice(LocalSystem system) throws Exception {
        isRightTwice(
                system, "python3", "example.py", Example.of("python", 0) + Example.of("python", 1) + PYTHON_END + """
                async def press_async(): press()
                async def type_async(code): return type_it(code)
                sys.exit(0 if asyncio.run(log_in_async('user@example.com', press_async, type_async)) else 1)
                """);
    }

    @Test
    void theOneInTypeScriptIsRightTwice(LocalSystem system) throws Exception {
        isRightTwice(system, "node", "example.mjs", Example.withoutTypes(Example.of("typescript", 0)) + """
                const hands = async (path) => (await (await fetch(process.env.HANDS + path, { method: "POST" })).text()) === "welcome";
                const press = async () => {
                  if (process.argv[2] === "fails") throw new Error("no button");
                  await hands("/press");
                  if (process.argv[2] === "dies") process.exit(9);
                };
                logIn("user@example.com", press, (code) => hands("/type?" + code))
                  .then((taken) => process.exit(taken ? 0 : 1), () => process.exit(8));
                """);
    }

    @Test
    void theOneInBashIsRightTwice(LocalSystem system) throws Exception {
        isRightTwice(system, "bash", "example.sh", Example.of("bash", 0) + """
                MODE=$1
                hands() { [ "$(curl -sS -X POST "$HANDS$1")" = welcome ]; }
                press_send() {
                  [ "$MODE" != fails ] || return 8
                  hands /press
                  [ "$MODE" != dies ] || exit 9
                }
                type_code() { hands "/type?$1"; }
                log_in user@example.com
                """);
    }

    private void isRightTwice(LocalSystem system, String program, String name, String script) throws Exception {
        assumeThat(Example.isThere(program))
                .as(program + " is not on this machine: the example did not run")
                .isTrue();
        // Given
        Api postern = Organizations.fresh(system);
        Path file = Files.writeString(folder.resolve(name), script);
        List<Integer> ends = new ArrayList<>();
        try (LoginSite site = new LoginSite(postern, "user@example.com")) {
            hands.workAt(site.address());

            // When
            for (String how : List.of("lives", "dies", "lives", "fails")) {
                ends.add(run(postern, program, file, how));
                site.settle();
            }

            // Then
            assertThat(site.said()).containsExactly(LoginSite.WELCOME, LoginSite.WELCOME);
        }
        assertThat(ends.subList(0, 3)).containsExactly(0, 9, 0);
        assertThat(ends.getLast()).isPositive();
        assertThat(statuses(postern))
                .as("newest first: given up; right; of a script that had died seconds before; right")
                .containsExactly("cancelled", "accepted", "delivered", "accepted");
    }

    private static List<String> statuses(Api postern) {
        List<String> statuses = new ArrayList<>();
        for (JsonNode request : postern.get("/v1/code-requests").json().get("code_requests")) {
            statuses.add(request.get("status").asText());
        }
        return statuses;
    }

    private int run(Api postern, String program, Path file, String how) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(program, file.toString(), how)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("POSTERN_URL", postern.base().toString());
        builder.environment().put("POSTERN_API_KEY", postern.key());
        builder.environment().put("HANDS", hands.address());
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        return process.exitValue();
    }
}
