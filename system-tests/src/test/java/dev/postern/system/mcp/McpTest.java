package dev.postern.system.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model gets its logins through and is told no code and no message: docs/mcp.md. */
@ExtendWith(RunningSystem.class)
class McpTest {
    private static final String CODE = "847291";
    private static final String WORDS = "canary words of a message";

    private final List<String> told = new ArrayList<>();

    @Test
    void theClientOfTheJavaSdkLogsInByAHandle(LocalSystem system) {
        // Given
        Api owner = Organizations.fresh(system);
        Api browser = owner.as(key(owner, "codes:redeem"));
        String address = UUID.randomUUID() + "@example.com";
        try (McpSyncClient model = client(owner.as(key(owner, "codes:request", "codes:read")))) {
            model.initialize();

            // When
            String id = (String)
                    tool(model, "request_code", Map.of("identifier", address)).get("code_request_id");
            push(owner, address, WORDS + " without a number");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(tool(model, "explain_wait", Map.of("code_request_id", id))
                                    .toString())
                            .contains("message_without_code"));
            tool(model, "list_waiting", Map.of());
            push(owner, address, CODE + " is your verification code. " + WORDS);
            Map<?, ?> delivered = tool(model, "wait_for_code", Map.of("code_request_id", id, "seconds", 30));
            Api.Answer redeemed = browser.post("/v1/code-handles/" + delivered.get("code_handle") + "/redeem", null);
            Map<?, ?> accepted = tool(model, "report_outcome", Map.of("code_request_id", id, "outcome", "accepted"));

            // Then
            assertThat(redeemed.json().get("code").asText()).isEqualTo(CODE);
            assertThat(accepted.get("status")).isEqualTo("accepted");
            assertThat(told).noneMatch(answer -> answer.contains(CODE) || answer.contains(WORDS));
        }
    }

    @Test
    void aModelMayDoWhatItsKeyMayAndNothingOnceItIsRevoked(LocalSystem system) {
        // Given
        Api owner = Organizations.fresh(system);
        JsonNode made = Organizations.key(owner, "codes:request");
        Api asker = owner.as(made.get("key").asText());
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_waiting\"}}";

        // When
        Api.Answer lacking = mcp(asker, list);
        Api.Answer pusher = mcp(owner.as(key(owner, "codes:push")), list);
        Api.Answer nobody = mcp(owner.as(null), list);
        owner.delete("/v1/api-keys/" + made.get("api_key_id").asText());

        // Then
        assertThat(lacking.json().at("/result/isError").asBoolean())
                .as(lacking.text())
                .isTrue();
        assertThat(lacking.text()).contains("codes:read");
        assertThat(List.of(pusher.status(), nobody.status())).containsOnly(403);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mcp(asker, list).status()).isEqualTo(403));
    }

    /** By HTTP, and through the jar by standard input and output. */
    @Test
    void theOfficialClientForNodeLogsInByAHandle(LocalSystem system) throws Exception {
        // Given
        Path work = Files.createDirectories(Checkout.folder().resolve("system-tests/target/mcp"));
        Files.copy(
                Checkout.folder().resolve("clients/examples/mcp/agent.mjs"),
                work.resolve("agent.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(work.resolve("package.json"), "{\"type\": \"module\", \"private\": true}");
        assumeThat(isThere(work, "node", "-e", "process.exit(+process.versions.node.split('.')[0] >= 20 ? 0 : 1)"))
                .as("The official MCP client WAS NOT TRIED: no Node 20 is on this machine")
                .isTrue();
        assumeThat(isThere(
                        work,
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--no-package-lock",
                        "--prefer-offline",
                        "--fetch-retries=0",
                        "--fetch-timeout=20000",
                        "@modelcontextprotocol/sdk@1.32.2"))
                .as("The official MCP client WAS NOT TRIED: npm cannot fetch @modelcontextprotocol/sdk")
                .isTrue();

        // Then
        assertThat(run(work, environment(system, Map.of()), "node", "agent.mjs"))
                .contains("logged in by http");
        Map<String, String> byJar = Map.of(
                "POSTERN_JAR",
                        Checkout.folder()
                                .resolve("clients/command-line/target/postern.jar")
                                .toString(),
                "POSTERN_JAVA", ProcessHandle.current().info().command().orElse("java"));
        assertThat(run(work, environment(system, byJar), "node", "agent.mjs")).contains("logged in by stdio");
    }

    private static Map<String, String> environment(LocalSystem system, Map<String, String> more) {
        Api owner = Organizations.fresh(system);
        Map<String, String> all = new HashMap<>(Map.of(
                "POSTERN_URL", owner.base().toString(),
                "POSTERN_API_KEY", key(owner, "codes:request", "codes:read"),
                "POSTERN_PUSH_KEY", key(owner, "codes:push"),
                "POSTERN_BROWSER_KEY", key(owner, "codes:redeem")));
        all.putAll(more);
        return all;
    }

    private Map<?, ?> tool(McpSyncClient model, String name, Map<String, Object> arguments) {
        CallToolResult result = model.callTool(new CallToolRequest(name, arguments));
        told.add(result.toString());
        assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
        return (Map<?, ?>) result.structuredContent();
    }

    @SuppressWarnings("deprecation") // What replaces it may change each request, which a key needs not.
    private static McpSyncClient client(Api caller) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        caller.base().toString())
                .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
                .httpRequestCustomizer(
                        (request, _, _, _, _) -> request.header("x-api-key", String.valueOf(caller.key())))
                .build();
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(60)).build();
    }

    private static Api.Answer mcp(Api caller, String message) {
        return caller.post("/mcp", message, "accept", "application/json, text/event-stream");
    }

    private static String key(Api owner, String... scopes) {
        return Organizations.key(owner, scopes).get("key").asText();
    }

    private static void push(Api owner, String address, String content) {
        owner.post("/v1/credentials/totp", "{\"totp_identifier\":\"" + address + "\",\"content\":\"" + content + "\"}");
    }

    private static boolean isThere(Path work, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve(command[0] + ".log").toFile())
                    .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(Path work, Map<String, String> environment, String... command) throws Exception {
        Path output = work.resolve("agent.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }
}
