package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.client.Login;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the pages on how messages get in, pasted, and Postfix' pipe, against a running system. */
@ExtendWith(RunningSystem.class)
class RecipesStoryTest {
    private static final String MAIL = """
        From: Site <no-reply@site.example>
        To: codes@in.example.com
        Subject: Your code
        Message-ID: <%s@site.example>

        Your verification code is %s.
        """;

    @TempDir
    Path folder;

    private Api api;

    @BeforeEach
    void callAsNewOrganization(LocalSystem system) {
        api = Organizations.fresh(system);
    }

    @ParameterizedTest
    @ValueSource(strings = {"getting-messages-in.md", "channels.md"})
    void theirCommandsWorkOneAfterTheOtherAndPastedTwice(String page) throws Exception {
        // Given
        JsonNode channel = channel("push", "\"A-LONG-TOKEN\"");
        String pasted = blocks(page, "bash");
        assertThat(pasted).contains("curl -sS");
        Path script = Files.writeString(
                folder.resolve("pasted.sh"),
                "set -euo pipefail\n" + (pasted + pasted).replace("curl -sS", "curl -sS --fail-with-body"));
        // When
        Ended ended = run(
                Map.of(
                        "POSTERN_URL", api.base().toString(),
                        "POSTERN_API_KEY", api.key(),
                        "POSTERN_CHANNEL_URL", channel.get("url").asText(),
                        "CHANNEL_ID", channel.at("/channel/channel_id").asText()),
                "",
                "bash",
                script.toString());
        // Then
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("\"verdict\":\"accepted\"").doesNotContain("\"detail\"");
    }

    @Test
    void postfixPipesAMailToTheLoginThatWaits() throws Exception {
        // Given
        String url = channel("mime", "").get("url").asText();
        try (Login login =
                Postern.at(api.base().toString(), api.key()).open(LoginOptions.identifier("codes@in.example.com"))) {
            // When
            Ended piped = pipe(url, MAIL.formatted("fresh", "662910"));
            // Then
            assertThat(piped.status()).as(piped.said()).isZero();
            assertThat(login.code()).isEqualTo("662910");
        }
        assertThat(pipe(url + "x", MAIL.formatted("lost", "662911")).status()).isEqualTo(69);
    }

    @Test
    void aMailThatLayInAQueueCountsAsReceivedWhenItCameThere() throws Exception {
        // Given
        String url = channel("mime", "").get("url").asText();
        Instant queued = Instant.now().minus(Duration.ofMinutes(7)).truncatedTo(ChronoUnit.SECONDS);
        String received = "Received: from site.example by mx.in.example.com with ESMTPS id 1; "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(queued.atOffset(ZoneOffset.UTC)) + "\n";
        // When
        assertThat(pipe(url, received + MAIL.formatted("queued", "771482")).status())
                .isZero();
        // Then
        JsonNode code =
                await().until(() -> api.get("/v1/codes").json().at("/codes/0"), listed -> !listed.isMissingNode());
        assertThat(Instant.parse(code.get("received_at").asText())).isEqualTo(queued);
    }

    private JsonNode channel(String provider, String secrets) {
        Api.Answer made = api.post("/v1/inbound-channels", """
            {"name":"Recipe","provider":"%s","secrets":[%s]}\
            """.formatted(provider, secrets));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    /** As master.cf starts it. */
    private Ended pipe(String url, String mail) throws Exception {
        Path script =
                Files.writeString(folder.resolve("to-postern"), blocks("getting-messages-in.md", "sh\n#!/bin/sh"));
        return run(
                Map.of(),
                mail,
                "/usr/bin/env",
                "POSTERN_CHANNEL_URL=" + url,
                "sh",
                script.toString(),
                "no-reply@site.example",
                "codes@in.example.com");
    }

    private record Ended(int status, String said) {}

    private Ended run(Map<String, String> environment, String input, String... command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Files.writeString(folder.resolve("input"), input).toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        return new Ended(process.exitValue(), said);
    }

    /** The page's blocks that begin so. The port of SMTP is that of {@code ./postern up} alone. */
    private static String blocks(String page, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Checkout.folder().resolve("docs").resolve(page)))
                .results()
                .map(block -> block.group(1))
                .filter(block -> !block.contains("smtp://"))
                .collect(Collectors.joining("\n"));
    }
}
