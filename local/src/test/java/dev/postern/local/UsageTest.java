package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.audit.AuditDependencies;
import dev.postern.local.backup.Backup;
import dev.postern.local.backup.Restore;
import dev.postern.local.console.OpenConsole;
import dev.postern.local.rotation.RotateKeys;
import dev.postern.local.verb.Verb;
import dev.postern.local.verification.VerifyAudit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code ./postern VERB --help} prints a committed file, since it needs no build. {@code -Dpostern.usage.write=true} writes
 * the files anew.
 */
class UsageTest {

    static Stream<Map.Entry<String, String>> usages() {
        return Stream.of(
                        new Up(),
                        new Down(),
                        new CreateKey(Map.of(), System.out),
                        new OpenConsole(),
                        new RotateKeys(Map.of(), System.out),
                        new VerifyAudit(Map.of(), System.out),
                        new Tail(),
                        new MakeSecrets(),
                        new Backup(),
                        new Restore(),
                        new AuditDependencies())
                .flatMap(verb -> Verb.usages(verb).entrySet().stream());
    }

    @ParameterizedTest
    @MethodSource("usages")
    void theCommittedTextIsTheUsageOfTheVerb(Map.Entry<String, String> usage) throws IOException {
        // Given
        Path committed = Path.of("usage", usage.getKey() + ".txt");
        // When
        if (Boolean.getBoolean("postern.usage.write")) {
            Files.writeString(committed, usage.getValue());
        }
        // Then
        assertThat(committed).content(StandardCharsets.UTF_8).isEqualTo(usage.getValue());
    }
}
