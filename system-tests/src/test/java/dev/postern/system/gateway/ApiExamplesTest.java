package dev.postern.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postern.client.Login;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples on the page {@code /api} run as they stand: a running system takes each, and when it comes again says at most that it is done. */
@ExtendWith(RunningSystem.class)
class ApiExamplesTest {
    private static final String PUSH = "/v1/credentials/totp";
    private static final List<String> OPERATORS = List.of("/v1/organizations", "/v1/messages/replay");
    private static final Pattern ID = Pattern.compile("\\{(\\w+)}");

    private final List<JsonNode> answers = new ArrayList<>();

    private record Example(String method, String path, String name, JsonNode body) {
        @Override
        public String toString() {
            return method + " " + path + ", " + name;
        }
    }

    @Test
    void areTaken(LocalSystem system) throws IOException {
        // Given
        Api admin = Organizations.fresh(system);
        Api operator = Organizations.operator(system);
        Api vault = Organizations.vaultClient(system);
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(40);

        // When
        List<String> refused = new ArrayList<>();
        for (Example example : examples) {
            Api caller = OPERATORS.stream().anyMatch(example.path()::startsWith)
                    ? operator
                    : example.path().startsWith("/v1/vault") ? vault : admin;
            String path = filled(example, admin);
            for (String time : List.of("once", "twice")) {
                Api.Answer answer =
                        caller.call(example.method(), path, example.body().toString());
                boolean doneBefore = time.equals("twice") && answer.status() == 409;
                if (!doneBefore && (answer.status() < 200 || answer.status() > 299)) {
                    refused.add(example + ", " + time + ": " + answer.status() + " " + answer.text());
                } else if (!doneBefore && !answer.text().isEmpty()) {
                    answers.add(answer.json());
                }
            }
        }

        // Then
        assertThat(refused).isEmpty();
    }

    /** Those that make something first, since the others need its id. */
    private static List<Example> examples() throws IOException {
        JsonNode paths = new YAMLMapper()
                .readTree(Checkout.folder().resolve("gateway/openapi.yaml").toFile())
                .get("paths");
        List<Example> found = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .at("/requestBody/content/application~1json/examples")
                                .properties()
                                .forEach(example -> found.add(new Example(
                                        operation.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        example.getKey(),
                                        example.getValue().get("value"))))));
        found.sort(Comparator.comparing(example -> example.path().contains("{")));
        return found;
    }

    private String filled(Example example, Api admin) {
        String path = example.path();
        if (path.startsWith("/v1/messages/{id}")) {
            return path.replace(
                    "{id}", unparsed(admin, example.body().get("code").asText()));
        }
        if (path.startsWith("/v1/code-requests/{id}")) {
            return path.replace("{id}", delivered(admin));
        }
        return ID.matcher(path).replaceAll(id -> made(id.group(1)));
    }

    /** The id that an example before this one made. */
    private String made(String name) {
        return answers.stream()
                .flatMap(answer -> answer.findValues(name).stream())
                .filter(JsonNode::isTextual)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No example makes a " + name))
                .asText();
    }

    /** A message in which no code is found, since it holds two. */
    private static String unparsed(Api admin, String code) {
        String id = admin.post(
                        PUSH,
                        "{\"totp_identifier\":\"user@example.com\",\"content\":\"Either " + code
                                + " or 771203, I forgot\"}")
                .json()
                .get("totp_code_id")
                .asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/v1/messages/" + id).status() == 200);
        return id;
    }

    /** A request that has its code. */
    private static String delivered(Api admin) {
        Postern client = Postern.at(admin.base().toString(), admin.key());
        try (Login login = client.open(LoginOptions.identifier("outcomes@example.com"))) {
            client.push("outcomes@example.com", "Your code is 481920");
            login.code();
            return String.valueOf(login.requestId());
        }
    }
}
