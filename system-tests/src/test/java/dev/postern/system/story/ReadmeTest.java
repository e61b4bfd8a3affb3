package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, pasted. */
@ExtendWith(RunningSystem.class)
class ReadmeTest {
    private static final Pattern SECTION = Pattern.compile("\n## See it work\n(.*?)\n## ", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    private static final Pattern GIVEN =
            Pattern.compile("\"status\":\"delivered\",\"code\":\"([0-9]+)\",[^\n]*\"source\":\"received\"");
    private static final Pattern PUSHED = Pattern.compile("\"content\":\"([0-9]+) is your verification code");

    @Test
    void itsCommandsWorkOneAfterTheOtherAndPastedTwice(LocalSystem system, @TempDir Path folder) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        Path script = folder.resolve("see-it-work.sh");
        String pasted = commands();
        Files.writeString(script, "set -euo pipefail\n" + pasted + pasted);
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("POSTERN_URL", api.base().toString());
        builder.environment().put("POSTERN_API_KEY", api.key());

        // When
        Process process = builder.start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();

        // Then
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said)
                .contains(
                        "\"status\":\"delivered\"",
                        "\"source\":\"received\"",
                        "\"source\":\"authenticator\"",
                        "seconds_remaining");
        assertThat(said).doesNotContain("\"detail\"");
        assertThat(all(GIVEN, said))
                .as("each login has the code of its own paste")
                .hasSize(2)
                .isEqualTo(all(PUSHED, said).stream().distinct().toList());
    }

    private static List<String> all(Pattern pattern, String said) {
        return pattern.matcher(said).results().map(match -> match.group(1)).toList();
    }

    private static String commands() throws IOException {
        String readme = Files.readString(Checkout.folder().resolve("README.md"));
        Matcher section = SECTION.matcher(readme);
        assertThat(section.find()).as("the section See it work").isTrue();
        StringBuilder commands = new StringBuilder();
        Matcher block = BLOCK.matcher(section.group(1));
        while (block.find()) {
            commands.append(block.group(1)).append('\n');
        }
        assertThat(commands).isNotEmpty();
        return commands.toString();
    }
}
