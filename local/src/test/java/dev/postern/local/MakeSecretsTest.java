package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakeSecretsTest {
    @TempDir
    Path parent;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void makesWhatIsMissingAndKeepsTheRest() throws IOException {
        // Given
        Path folder = parent.resolve("secrets");
        make(folder);
        String master = Files.readString(folder.resolve("master-key.json"));
        Files.delete(folder.resolve("internal-token"));
        // When
        int status = make(folder);
        // Then
        assertThat(status).isZero();
        assertThat(folder.resolve("master-key.json")).hasContent(master);
        assertThat(Files.readString(folder.resolve("internal-token"))).hasSize(43);
        assertThat(Files.readString(folder.resolve("operator-key"))).matches("pk_[A-Za-z0-9_-]{43}");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("kept  " + folder.resolve("master-key.json"), "made  " + folder.resolve("internal-token"))
                .doesNotContain(Files.readString(folder.resolve("internal-token")), master);
    }

    @Test
    void letsNobodyElseIntoTheFolderAndContainersReadEachFile() throws IOException {
        // When
        make(parent.resolve("secrets"));
        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("secrets"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(parent.resolve("secrets/master-key.json"))))
                .isEqualTo("r--r--r--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxr-x---", "rwx--x--x", "rwxrwxr-x", "rwxrwxrwx"})
    void closesAnEmptyFolderThatOthersCouldEnter(String before) throws IOException {
        // Given
        Path folder = folder(before);
        // When
        int status = make(folder);
        // Then
        assertThat(status).isZero();
        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void closesAFolderOfBeforeWithItsKeys() throws IOException {
        // Given
        Path folder = folder("rwxr-xr-x");
        Files.writeString(folder.resolve("internal-token"), "of before");
        // When
        int status = make(folder);
        // Then
        assertThat(status).isZero();
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(folder.resolve("internal-token")).hasContent("of before");
    }

    /** Others may have put a key there that they know. */
    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxrwxrwx", "rwx-w----"})
    void refusesAFolderIntoWhichOthersMayHaveWritten(String before) throws IOException {
        // Given
        Path folder = folder(before);
        Files.writeString(folder.resolve("internal-token"), "of somebody");
        // When
        int status = make(folder);
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("the folder " + folder + " can be written by other users and is not empty");
        assertThat(folder.resolve("master-key.json")).doesNotExist();
        assertThat(mode(folder)).isEqualTo(before);
    }

    @Test
    void saysWhenItCannot() throws IOException {
        // Given
        Path file = Files.writeString(parent.resolve("secrets"), "in the way");
        // When
        int status = make(file);
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("cannot be written to " + file);
    }

    private Path folder(String mode) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("secrets"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
        return folder;
    }

    private static String mode(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    private int make(Path folder) {
        PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
        return Verb.run(new MakeSecrets(), stream, stream, folder.toString());
    }
}
