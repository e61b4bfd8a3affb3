package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.system.Checkout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed types of the clients are those of the gateway's contract, and the packages have one version. */
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

    @Test
    void allPackagesHaveTheVersionOfTheChangelog() throws Exception {
        // Given
        Path clients = Checkout.folder().resolve("clients");
        Matcher version = Pattern.compile("(?m)^version = \"(.*)\"$")
                .matcher(Files.readString(clients.resolve("python/pyproject.toml")));
        assertThat(version.find()).isTrue();

        // Then
        assertThat(Files.readString(clients.resolve("typescript/package.json")))
                .contains("\"version\": \"" + version.group(1) + "\"");
        for (String pom : new String[] {"java/pom.xml", "command-line/pom.xml"}) {
            assertThat(Files.readString(clients.resolve(pom))).contains("<version>" + version.group(1) + "</version>");
        }
        assertThat(Files.readString(Checkout.folder().resolve("pom.xml")))
                .contains("<clients.version>" + version.group(1) + "</clients.version>");
        assertThat(Files.readString(clients.resolve("CHANGELOG.md"))).contains("## [" + version.group(1) + "]");
    }
}
