package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version stands in many files, each for readers of its own, and is one. */
class OneVersionTest {
    private static final String NUMBER = "(\\d+\\.\\d+\\.\\d+\\S*?)";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    platform/src/main/resources/META-INF/microprofile-config.properties | (?m)^quarkus\\.application\\.version=NUMBER$
                    gateway/src/main/resources/application.properties                   | (?m)^quarkus\\.application\\.version=NUMBER$
                    credential-service/openapi.yaml                                     | (?m)^  version: "?NUMBER"?$
                    code-ingest-service/openapi.yaml                                    | (?m)^  version: "?NUMBER"?$
                    totp-resolver-service/openapi.yaml                                  | (?m)^  version: "?NUMBER"?$
                    gateway/openapi.yaml                                                | (?m)^  version: "?NUMBER"?$
                    code-events/src/main/resources/asyncapi.yaml                        | (?m)^  version: "?NUMBER"?$
                    CHANGELOG.md                                                        | (?m)^## \\[NUMBER\\]
                    clients/CHANGELOG.md                                                | (?m)^## \\[NUMBER\\]
                    pom.xml                                                             | <clients\\.version>NUMBER</clients\\.version>
                    clients/java/pom.xml                                                | </parent>\\s*<artifactId>.*</artifactId>\\s*<version>NUMBER</version>
                    clients/command-line/pom.xml                                        | </parent>\\s*<artifactId>.*</artifactId>\\s*<version>NUMBER</version>
                    clients/java/README.md                                              | <version>NUMBER</version>
                    clients/python/pyproject.toml                                       | (?m)^version = "NUMBER"$
                    clients/typescript/package.json                                     | (?m)^  "version": "NUMBER"
                    """)
    void thePomsVersionStandsFirstInEach(String file, String pattern) {
        assertThat(first(file, pattern)).isEqualTo(version());
    }

    /** A version with a suffix would be another one each day. Before 1.0.0 a release may change what is said elsewhere. */
    @Test
    void itIsThatOfARelease() {
        assertThat(version()).matches("0\\.\\d+\\.\\d+");
    }

    @Test
    void everyModuleIsOfIt() throws IOException {
        // Given
        try (Stream<Path> files = Files.walk(Checkout.folder(), 3)) {
            List<String> poms = files.filter(file -> file.endsWith("pom.xml"))
                    .map(file -> Checkout.folder().relativize(file).toString())
                    .filter(file -> read(file).contains("<parent>"))
                    .toList();

            // Then
            assertThat(poms)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(pom -> assertThat(
                                    first(pom, "<artifactId>postern</artifactId>\\s*<version>NUMBER</version>"))
                            .isEqualTo(version()));
        }
    }

    private static String version() {
        return first("pom.xml", "<artifactId>postern</artifactId>\\s*<version>NUMBER</version>");
    }

    private static String first(String file, String pattern) {
        return Pattern.compile(pattern.replace("NUMBER", NUMBER))
                .matcher(read(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElse("no version in " + file);
    }

    private static String read(String file) {
        try {
            return Files.readString(Checkout.folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
