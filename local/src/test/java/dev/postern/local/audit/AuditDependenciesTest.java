package dev.postern.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditDependenciesTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void someLibraries() throws IOException {
        Files.createDirectories(folder.resolve("lib/main"));
        for (String jar :
                new String[] {"io.netty.netty-codec-http-4.1.133.Final.jar", "org.x.some-thing-2.0-jre.jar"}) {
            Files.createFile(folder.resolve("lib/main").resolve(jar));
        }
    }

    @Test
    void aHoleThatIsShippedIsNamedAndEndsItWithOne() throws IOException {
        // When
        int code = audit("CVE-1 io.netty.netty-codec-http - 4.1.138 2026-11-29");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "org.x.some-thing 2.0-jre", "HOLE CVE-1 in io.netty.netty-codec-http 4.1.133.Final", "4.1.138");
    }

    @ParameterizedTest
    @CsvSource({
        "io.netty.netty-codec-http, -,       4.1.133, 0",
        "io.netty.netty-codec-http, -,       4.1.134, 1",
        "io.netty.netty-codec-http, 4.1.134, -,       0",
        "io.netty.netty-codec-http, 4.1.99,  -,       1",
        "io.netty.netty-*,          -,       4.2,     1",
        "io.netty.netty-codec,      -,       5,       0",
        "org.x.some-thing,          -,       2.0.1,   1",
        "org.x.some-thing,          -,       2,       0"
    })
    void versionsAreComparedByTheirNumbers(String library, String since, String fixed, int code) throws IOException {
        assertThat(audit("CVE-1 " + library + " " + since + " " + fixed + " 2026-11-29"))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"CVE-1 io.netty", "CVE-1 io.netty.netty - 4 yesterday"})
    void aLineThatCannotBeUnderstoodIsSaid(String line) throws IOException {
        assertThat(audit("# holes\n\n" + line)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 3");
    }

    @Test
    void theCommittedFileCanBeRead() throws Exception {
        assertThat(Hole.in(Path.of("known-holes.txt"))).isNotEmpty();
    }

    private int audit(String holes) throws IOException {
        Path file = Files.writeString(folder.resolve("holes"), holes);
        return Verb.run(
                new AuditDependencies(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "--holes",
                file.toString(),
                folder.resolve("lib").toString());
    }
}
