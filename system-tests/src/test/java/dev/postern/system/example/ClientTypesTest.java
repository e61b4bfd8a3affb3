package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.system.Checkout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The committed types of the clients are those of the gateway's contract. */
class ClientTypesTest {
    @Test
    void areWhatTheContractSays() throws Exception {
        // Given
        assumeThat(Example.isThere("python3"))
                .as("python3 is not on this machine: the types of the clients WERE NOT COMPARED")
                .isTrue();

        // When
        Process check = new ProcessBuilder("python3", "clients/generate.py", "--check")
                .directory(Checkout.folder().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(check.waitFor()).as(said).isZero();
    }
}
