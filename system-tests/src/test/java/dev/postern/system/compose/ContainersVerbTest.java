package dev.postern.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./postern containers} in a checkout of its own, beside a Docker that says the version that the test wants. */
class ContainersVerbTest {
    @TempDir
    Path folder;

    private record Answer(int status, String text) {}

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        for (String file : new String[] {"postern", "docker-compose.yml"}) {
            Files.copy(Checkout.folder().resolve(file), checkout.resolve(file));
        }
        Path secrets = Files.createDirectory(
                checkout.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (var secret : ComposeFile.read().root().get("secrets").properties()) {
            Path file = Files.writeString(secrets.resolve(secret.getKey()), "made up");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2.23.1, 0",
        "v2.26.1, 0",
        "2.40.0-desktop.1, 0",
        "5.0.0, 0",
        "2.23.0, 1",
        "v2.9.9, 1",
        "1.29.2, 1",
        "'', 1"
    })
    void knowsTheVersionsThatReadTheFile(String version, int status) throws Exception {
        // Given
        docker(version);
        // When
        Answer answer = check();
        // Then
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(status == 0 ? "docker compose up --build" : "2.23.1");
    }

    @Test
    void namesWhatContainersCannotReadAndWhatOthersCanEnter() throws Exception {
        // Given
        docker("2.23.1");
        Path secrets = folder.resolve("checkout/secrets");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(secrets.resolve("index-key.json"), PosixFilePermissions.fromString("rw-------"));
        Files.delete(secrets.resolve("internal-token"));
        // When
        Answer answer = check();
        // Then
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text())
                .contains(
                        "internal-token is missing",
                        "index-key.json cannot be read by a container's user: chmod 444 it",
                        "secrets can be entered by other users: chmod 700 it");
    }

    private void docker(String version) throws IOException {
        Path docker = Files.writeString(folder.resolve("bin/docker"), "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Answer check() throws Exception {
        ProcessBuilder verb = new ProcessBuilder(
                        "sh", folder.resolve("checkout/postern").toString(), "containers")
                .redirectErrorStream(true);
        verb.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = verb.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
