package dev.postern.credential.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.RuntimeEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapKeysTest {
    private static final String KEY = "pk_" + "a".repeat(43);

    @TempDir
    Path folder;

    @Test
    void takesALocalKeyInLocal() throws IOException {
        assertThat(findings(
                        new Settings(Optional.of(file(KEY + "\n")), Optional.empty(), Optional.empty()),
                        RuntimeEnvironment.LOCAL))
                .isEmpty();
    }

    @Test
    void refusesALocalKeyElsewhere() throws IOException {
        assertThat(findings(
                        new Settings(Optional.of(file(KEY)), Optional.empty(), Optional.empty()),
                        RuntimeEnvironment.PRODUCTION))
                .singleElement()
                .asString()
                .startsWith("postern.bootstrap.local-key-file: ");
    }

    @Test
    void refusesAKeySomebodyChose() throws IOException {
        // When
        List<String> errors = findings(
                new Settings(Optional.empty(), Optional.of(file("secret")), Optional.of("changeme")),
                RuntimeEnvironment.PRODUCTION);
        // Then
        assertThat(errors)
                .hasSize(2)
                .anyMatch(error -> error.startsWith("postern.bootstrap.operator-key-file: "))
                .anyMatch(error -> error.startsWith("postern.bootstrap.operator-key: "))
                .noneMatch(error -> error.contains("changeme") || error.contains("secret"));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(findings(
                        new Settings(Optional.empty(), Optional.of(folder.resolve("nowhere")), Optional.empty()),
                        RuntimeEnvironment.PRODUCTION))
                .singleElement()
                .asString()
                .contains("operator-key-file");
    }

    private static List<String> findings(Settings settings, RuntimeEnvironment environment) {
        Findings findings = new Findings();
        new BootstrapKeys(settings, environment).check(findings);
        return findings.errors();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("key"), text);
    }

    private record Settings(Optional<Path> localKeyFile, Optional<Path> operatorKeyFile, Optional<String> operatorKey)
            implements BootstrapSettings {}
}
