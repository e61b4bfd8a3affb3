package dev.postern.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsafeLocalSecretsTest {

    @Test
    void areMadeOnceAndForTheirOwnerOnly(@TempDir Path folder) throws Exception {
        // Given
        UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(folder.resolve("data"));
        String first = Files.readString(secrets.apiKey());

        // When
        UnsafeLocalSecrets.in(folder.resolve("data"));

        // Then
        assertThat(Files.readString(secrets.apiKey())).isEqualTo(first).matches("pk_[A-Za-z0-9_-]{43}");
        for (Path file :
                new Path[] {secrets.apiKey(), secrets.masterKey(), secrets.payloadKeyset(), secrets.indexKey()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void closeAFolderOfBeforeThatOthersCouldEnter(@TempDir Path folder) throws Exception {
        // Given
        UnsafeLocalSecrets.in(folder.resolve("data"));
        for (String open : new String[] {"data", "data/keys"}) {
            Files.setPosixFilePermissions(folder.resolve(open), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        // When
        UnsafeLocalSecrets.in(folder.resolve("data"));
        // Then
        for (String closed : new String[] {"data", "data/keys"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(closed))))
                    .isEqualTo("rwx------");
        }
    }
}
