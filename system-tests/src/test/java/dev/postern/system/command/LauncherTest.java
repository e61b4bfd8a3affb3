package dev.postern.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./postern} builds, and with which keys it asks, in a checkout of its own whose Java and Maven only tell what they get. */
class LauncherTest {
    private static final String OWN = "http://127.0.0.1:18080";
    private static final String TELLS = """
        echo "main $(echo "$*" | tr ' ' '\\n' | grep '^dev\\.postern\\.')"
        echo "url ${POSTERN_URL:-none} key ${POSTERN_API_KEY:-none} operator ${POSTERN_OPERATOR_KEY:-none}"
        """;

    @TempDir
    private Path folder;

    private Optional<Process> running = Optional.empty();

    private record Answer(int status, String text) {}

    @BeforeEach
    void prepare() throws IOException {
        Files.copy(Checkout.folder().resolve("postern"), file("postern"));
        Files.writeString(file("jdk/release"), "JAVA_VERSION=\"25\"\n");
        program("jdk/bin/javac", "");
        program("jdk/bin/java", TELLS);
        program("bin/mvn", "echo Apache Maven 3.9.9\necho \"$*\" >> '" + folder + "/built'\necho BUILD SUCCESS\n");
        Files.writeString(file("data/api-key"), "pk_own\n");
        Files.writeString(file("data/keys/operator-key"), "pk_operator\n");
        Files.writeString(file("local/target/local.jar"), "");
        Files.writeString(file("target/built-local"), "");
    }

    @AfterEach
    void stop() {
        running.ifPresent(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // POSTERN_URL, POSTERN_API_KEY, rotate-keys asks there and with that, verify-audit with that and as
                // that operator
                "none, none, " + OWN + ", pk_operator, pk_own, pk_operator",
                "none, pk_own, " + OWN + ", pk_operator, pk_own, pk_operator",
                "none, pk_old, " + OWN + ", pk_operator, pk_own, pk_operator",
                OWN + ", none, " + OWN + ", pk_operator, pk_own, pk_operator",
                OWN + ", pk_own, " + OWN + ", pk_operator, pk_own, pk_operator",
                OWN + "/, pk_own, " + OWN + ", pk_operator, pk_own, pk_operator",
                "http://localhost:18080, pk_own, " + OWN + ", pk_operator, pk_own, pk_operator",
                OWN + ", pk_operator, " + OWN + ", pk_operator, pk_own, pk_operator",
                OWN + ", pk_other, " + OWN + ", pk_operator, pk_other, pk_operator",
                "http://127.0.0.1:18081, pk_there, http://127.0.0.1:18081, pk_there, pk_there, none",
                "https://postern.example.com, pk_there, https://postern.example.com, pk_there, pk_there, none"
            })
    void operatorsAskTheirOwnSystemWithItsKeysAndAnotherWithTheKeyOfTheEnvironment(
            String url, String key, String asked, String rotatesWith, String verifiesWith, String operator)
            throws Exception {
        // Given
        runs();
        Map<String, String> environment = url == null
                ? (key == null ? Map.of() : Map.of("POSTERN_API_KEY", key))
                : (key == null ? Map.of("POSTERN_URL", url) : Map.of("POSTERN_URL", url, "POSTERN_API_KEY", key));

        // When
        Answer rotation = postern(environment, "rotate-keys", "data");
        Answer verification = postern(environment, "verify-audit");

        // Then
        assertThat(rotation.text()).contains("url " + asked + " key " + rotatesWith + " operator none");
        assertThat(verification.text())
                .contains("url " + asked + " key " + verifiesWith + " operator "
                        + (operator == null ? "none" : operator));
    }

    /** Docker compose listens where a system of this checkout would. */
    @Test
    void theAddressOfASystemThatDoesNotRunIsAnothersWhoseKeyIsTaken() throws Exception {
        for (String verb : List.of("rotate-keys", "verify-audit")) {
            // When
            Answer answer = postern(
                    Map.of("POSTERN_URL", "http://127.0.0.1:8080", "POSTERN_API_KEY", "pk_compose"), verb, "data");

            // Then
            assertThat(answer.text()).contains("url http://127.0.0.1:8080 key pk_compose operator none");
        }
    }

    @Test
    void anotherSystemIsNeverAskedWithAKeyOfThisOne() throws Exception {
        // Given
        runs();
        for (String verb : List.of("rotate-keys", "verify-audit")) {
            // When
            Answer answer = postern(Map.of("POSTERN_URL", "https://postern.example.com"), verb, "data");

            // Then
            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.text()).contains("POSTERN_API_KEY").doesNotContain("pk_", "main dev");
        }
    }

    @Test
    void upBuildsWhatIsUsedBesideIt() throws Exception {
        // When
        Answer answer = postern(Map.of(), "up");

        // Then
        assertThat(answer.status()).as(answer.text()).isZero();
        assertThat(Files.readString(folder.resolve("built")))
                .contains(
                        "-pl credential-service,code-ingest-service,totp-resolver-service,gateway,local,clients/command-line"
                                + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void theVersionIsToldByTheCommandLine(String word) throws Exception {
        // When
        Answer answer = postern(Map.of(), word);

        // Then
        assertThat(answer.text()).contains("main dev.postern.command.PosternCommand");
    }

    private Answer postern(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder launcher =
                new ProcessBuilder("sh", folder.resolve("postern").toString()).redirectErrorStream(true);
        launcher.command().addAll(List.of(arguments));
        List.of("POSTERN_URL", "POSTERN_API_KEY", "POSTERN_DATA", "POSTERN_GATEWAY_PORT")
                .forEach(launcher.environment()::remove);
        launcher.environment().putAll(environment);
        launcher.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        launcher.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = launcher.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    /** A process that the launcher takes for the running system. */
    private void runs() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "read line # dev.postern.local.Up").start();
        running = Optional.of(process);
        Files.writeString(file("data/run/up.pid"), process.pid() + " 0\n");
        Files.writeString(file("data/run/url"), OWN + "\n");
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(file(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
