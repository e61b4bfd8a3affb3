package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postern.client.Login;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import dev.postern.client.error.CodeTimeout;
import dev.postern.client.error.PosternException;
import dev.postern.client.model.Hint;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of clients/cases, replayed by the client for Java. */
final class RecordedCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private static final Executor OTHERS = work -> Thread.ofVirtual().start(work);

    private final String name;
    private final JsonNode told;
    private final Api direct;
    private final FaultProxy proxy;
    private final Postern client;
    private final String identifier = "case-" + UUID.randomUUID() + "@example.com";
    private final List<CompletableFuture<Void>> later = new ArrayList<>();
    private final Iterator<JsonNode> steps;
    private @Nullable Login login;
    private @Nullable CompletableFuture<String> begun;
    private String handle = "";

    private static final class NoSuchButton extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private RecordedCase(Path file, Api direct) {
        try {
            this.told = JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        this.name = file.getFileName().toString();
        this.direct = direct;
        this.proxy = new FaultProxy(direct.base());
        JsonNode options = told.path("client");
        this.client = Postern.at(proxy.address().toString(), direct.key())
                .timeout(seconds(options, "timeout", 30))
                .hold(seconds(options, "hold", 55))
                .grace(seconds(options, "grace", 10));
        this.steps = told.get("steps").iterator();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.folder().resolve("clients/cases"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    static void replay(Path file, Api direct) {
        RecordedCase one = new RecordedCase(file, direct);
        try (one.proxy) {
            one.play();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(one.name, e);
        }
    }

    private void play() {
        while (steps.hasNext()) {
            JsonNode step = steps.next();
            if (step.get(0).asText().equals("open")) {
                open(step.has(1) ? step.get(1) : NOTHING);
            } else {
                beside(step);
            }
        }
        later.forEach(CompletableFuture::join);
        String wanted = String.join(" ", texts(told.get("requests"))).replaceAll("(\\w+)\\+", "$1( $1)*");
        assertThat(String.join(" ", statuses())).matches(wanted);
    }

    private void open(JsonNode expected) {
        boolean[] opened = {false};
        try {
            client.login(options(), opening -> {
                opened[0] = true;
                assertThat(expected.has("fails")).as("It did not fail").isFalse();
                login = opening;
                inside();
            });
        } catch (NoSuchButton e) {
            assertThat(opened[0]).isTrue();
        } catch (PosternException e) {
            if (opened[0]) {
                throw e;
            }
            check(e, expected);
        }
    }

    /** The block, up to where it is left. */
    private void inside() {
        while (true) {
            JsonNode step = steps.next();
            switch (step.get(0).asText()) {
                case "leave" -> {
                    return;
                }
                case "leave_by_error" -> throw new NoSuchButton();
                default -> beside(step);
            }
        }
    }

    private Supplier<String> call(String name, JsonNode how) {
        Login present = Objects.requireNonNull(login);
        Duration timeout = seconds(how, "timeout", 20);
        return switch (name) {
            case "code" -> () -> present.code(timeout);
            case "link" -> () -> present.link(timeout);
            case "rejected" -> () -> present.rejected(timeout);
            default -> throw new AssertionError("No call: " + name);
        };
    }

    private void report(String outcome) {
        Login present = Objects.requireNonNull(login);
        if (outcome.equals("accepted")) {
            present.accepted();
        } else {
            present.released();
        }
        assertThat(present.outcome()).isEqualTo(outcome);
    }

    private String begun() {
        try {
            return Objects.requireNonNull(begun).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PosternException failure ? failure : e;
        }
    }

    /** What may happen inside the block and after it. */
    private void beside(JsonNode step) {
        String argument = step.path(1).asText();
        switch (step.get(0).asText()) {
            case "code", "link", "rejected" -> expect(call(step.get(0).asText(), step.get(1)), step.get(1));
            case "report" -> report(argument);
            case "begin" -> begun = CompletableFuture.supplyAsync(call(argument, step.get(2)), OTHERS);
            case "end" -> expect(this::begun, step.get(1));
            case "seen" ->
                step.get(1)
                        .properties()
                        .forEach(call ->
                                proxy.await(call.getKey(), call.getValue().asInt()));
            case "handle" -> handle = handle(argument);
            case "redeem" ->
                expect(
                        () -> client.redeem(step.get(1).path("handle").asText(handle))
                                .code(),
                        step.get(1));
            case "heal" -> proxy.heal();
            case "push" -> push(argument);
            case "push_later" ->
                later.add(CompletableFuture.runAsync(
                        () -> push(argument),
                        CompletableFuture.delayedExecutor(
                                Math.round(step.get(2).asDouble() * 1000), TimeUnit.MILLISECONDS)));
            case "fault" -> proxy.fault(step.get(1));
            case "calls" ->
                step.get(1)
                        .properties()
                        .forEach(call -> assertThat(proxy.calls(call.getKey()))
                                .as(call.getKey())
                                .isEqualTo(call.getValue().asInt()));
            default -> throw new AssertionError("No step: " + step);
        }
    }

    private void push(String text) {
        Api.Answer answer = direct.post(
                "/v1/credentials/totp",
                JSON.createObjectNode()
                        .put("totp_identifier", identifier)
                        .put("content", text)
                        .toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private String handle(String text) {
        Api.Answer asked = direct.post(
                "/v1/code-requests",
                JSON.createObjectNode()
                        .put("totp_identifier", identifier)
                        .put("deliver", "handle")
                        .toString());
        push(text);
        String path = "/v1/code-requests/" + asked.json().get("code_request_id").asText();
        return direct.get(path, "prefer", "wait=20").json().get("code_handle").asText();
    }

    private static void expect(Supplier<String> call, JsonNode expected) {
        String given;
        try {
            given = call.get();
        } catch (PosternException e) {
            check(e, expected);
            return;
        }
        assertThat(expected.has("fails")).as("It did not fail").isFalse();
        if (expected.has("gives")) {
            assertThat(given).isEqualTo(expected.get("gives").asText());
        }
    }

    private static void check(PosternException failure, JsonNode expected) {
        if (!failure.getClass().getSimpleName().equals(expected.path("fails").asText())) {
            throw failure;
        }
        assertThat(failure).hasMessageContaining(expected.path("says").asText());
        if (expected.has("hints")) {
            assertThat(((CodeTimeout) failure).hints().stream().map(Hint::kind))
                    .containsExactlyElementsOf(texts(expected.get("hints")));
        }
    }

    private LoginOptions options() {
        JsonNode wanted = told.path("login");
        LoginOptions options = LoginOptions.identifier(identifier).lifetime(seconds(wanted, "lifetime", 900));
        return wanted.has("page_origin")
                ? options.pageOrigin(wanted.get("page_origin").asText())
                : options;
    }

    private List<String> statuses() {
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = direct.get("/v1/code-requests?limit=200" + cursor).json();
            for (JsonNode request : page.get("code_requests")) {
                if (request.path("totp_identifier").asText().equals(identifier)) {
                    found.add(request.get("status").asText());
                }
            }
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asText();
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<String> texts(JsonNode list) {
        List<String> found = new ArrayList<>();
        list.forEach(one -> found.add(one.asText()));
        return found;
    }

    private static Duration seconds(JsonNode options, String name, double otherwise) {
        return Duration.ofMillis(Math.round(options.path(name).asDouble(otherwise) * 1000));
    }
}
