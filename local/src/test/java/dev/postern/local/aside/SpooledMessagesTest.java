package dev.postern.local.aside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledMessagesTest {
    private static final String EVENT = "{\"totp_code_id\":\"totp_7\",\"code_sealed\":\"a-secret\"}";

    @TempDir
    private Path data;

    private Path spool;

    @BeforeEach
    void refuseTwo() throws IOException {
        spool = Files.createDirectories(data.resolve("ingest/spool"));
        Files.createDirectories(spool.resolve("refused"));
        refuse("1772355600000-1");
        refuse("1772355600000-2");
        Files.writeString(spool.resolve("refused/1772355600000-3.new"), "unfinished");
    }

    @Test
    void areListed() {
        assertThat(run("list"))
                .containsExactly(
                        "1772355600000-1  2026-03-01T09:00:00Z  postern.codes.received.v1  " + EVENT.length()
                                + " bytes",
                        "1772355600000-2  2026-03-01T09:00:00Z  postern.codes.received.v1  " + EVENT.length()
                                + " bytes");
    }

    @Test
    void areShownWithoutTheirSecrets() {
        assertThat(run("show", "1772355600000-2"))
                .hasSize(3)
                .contains("    totp_code_id: totp_7", "    code_sealed: (8 characters)");
    }

    @Test
    void areGivenToTheServiceToSendAgain() {
        // When
        List<String> said = run("resend", "all");
        // Then
        assertThat(said).hasSize(2);
        assertThat(spool.resolve("again"))
                .isDirectoryContaining(file -> file.endsWith("1772355600000-1.json"))
                .isDirectoryContaining(file -> file.endsWith("1772355600000-2.json"));
        assertThat(run()).containsExactly("No kept message was refused.");
    }

    @Test
    void areDropped() {
        assertThat(run("drop", "1772355600000-1")).containsExactly("1772355600000-1 dropped");
        assertThat(run("list")).hasSize(1);
        assertThat(run("drop", "1772355600000-1")).containsExactly("There is no such message.");
    }

    @Test
    void anotherFolderAndABrokenFileAreSeenToo() throws IOException {
        // Given
        Files.writeString(spool.resolve("refused/9-9.json"), "{\"topic\":\"postern.audit.v1\",\"value\":broken");
        // Then
        assertThat(run("list", "--folder=" + data.resolve("ingest"))).contains("9-9  -  postern.audit.v1  0 bytes");
    }

    private void refuse(String id) throws IOException {
        Files.writeString(
                spool.resolve("refused/" + id + ".json"),
                "{\"keptAtMillis\":1772355600000,\"topic\":\"postern.codes.received.v1\",\"key\":\"k\",\"headers\":[{\"name\":\"ce_id\",\"value\":\"eA==\"}],\"value\":\""
                        + Base64.getEncoder().encodeToString(EVENT.getBytes(StandardCharsets.UTF_8)) + "\"}");
    }

    private List<String> run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(data.toString()));
        arguments.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Verb.run(
                new SpooledMessages(new PrintStream(out, true, StandardCharsets.UTF_8)),
                arguments.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
