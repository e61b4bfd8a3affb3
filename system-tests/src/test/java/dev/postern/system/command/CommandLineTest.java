package dev.postern.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.QrPicture;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each example of docs/command-line.md runs, and failures are told as that page says. */
@ExtendWith(RunningSystem.class)
class CommandLineTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String TEXT = "{\"totp_identifier\":\"+15550001111\",\"content\":\"Your code is 739104\"}";

    private static final String AEGIS = """
        {"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[{"type":"totp","name":"me","issuer":"Example",
         "note":"n","info":{"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","algo":"SHA1","digits":6,"period":30}}]}}\
        """;

    @TempDir
    private Path folder;

    @Test
    void everyExampleOfThePageRuns(LocalSystem system) throws Exception {
        // Given
        Api postern = Organizations.fresh(system);
        picture(folder.resolve("screenshot.png"));
        Files.writeString(folder.resolve("aegis.json"), AEGIS);
        closed("auth-token", "0123456789abcdef0123456789abcdef");
        String page = Files.readString(Checkout.folder().resolve("docs/command-line.md"));
        List<String> examples = new ArrayList<>();
        BLOCK.matcher(page).results().forEach(block -> block.group(1).lines().forEach(examples::add));
        assertThat(examples).hasSizeGreaterThan(12);
        String request = "";

        for (String example : examples) {
            // When
            Terminal terminal = Terminal.at(postern);
            int code = play(postern, terminal, example.replace("REQUEST", request));

            // Then
            assertThat(code).as(example + "\n" + terminal.err()).isZero();
            assertThat(terminal.out()).as(example).isNotBlank();
            assertThat(terminal.out() + terminal.err()).doesNotContain(postern.key());
            if (example.contains(" wait ")) {
                assertThat(terminal.out()).isEqualTo("739104" + System.lineSeparator());
                request = found("report (cr_\\S+)", terminal.err());
            }
        }
    }

    /** An export of Ente that no password was given for. */
    private Path sealedExport() throws IOException {
        return Files.writeString(
                folder.resolve("ente.json"),
                "{\"kdfParams\":{},\"encryptedData\":\"AAAA\",\"encryptionNonce\":\"AAAA\"}");
    }

    /** Runs an example; one that waits gets what it waits for. */
    private int play(Api postern, Terminal terminal, String example) throws Exception {
        String[] piped = example.startsWith("echo ") ? example.split(" \\| ", 2) : new String[] {"", example};
        String[] arguments = words(piped[1]).stream()
                .skip(1)
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(
                () -> terminal.run(piped[0].isEmpty() ? "" : words(piped[0]).get(1), arguments));
        if (example.contains(" wait ") || example.contains(" tail ")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> code.isDone() || terminal.err().matches("(?s).*(Let the site|following).*"));
            postern.post("/v1/credentials/totp", TEXT);
        }
        return code.get(90, TimeUnit.SECONDS);
    }

    @Test
    void aFailureIsOneSentenceAndAnExitCode(LocalSystem system) throws Exception {
        // Given
        Api postern = Organizations.fresh(system);
        Api pusher =
                postern.as(Organizations.key(postern, "codes:push").get("key").asText());

        // Then
        fails(Terminal.at(postern), 2, "See postern wait --help", "wait", "--sooner");
        fails(Terminal.at(postern), 2, "say where the code comes from", "wait");
        fails(Terminal.at(postern).with("POSTERN_URL", "nowhere"), 2, "such as https://", "codes");
        fails(Terminal.at(postern).without("POSTERN_API_KEY").with("HOME", folder.toString()), 2, "API key", "codes");
        fails(Terminal.at(postern), 3, "No code came", "wait", "+15550002222", "--timeout", "0");
        fails(Terminal.at(postern).with("POSTERN_URL", "http://127.0.0.1:1"), 4, "Check the address", "push", "a", "b");
        fails(Terminal.at(postern.as("pk_wrong")), 5, "postern doctor", "codes");
        fails(Terminal.at(pusher), 5, "postern doctor", "codes");
        fails(Terminal.at(postern), 1, "the server refuses this", "report", "cr_unknown", "accepted");
        fails(Terminal.at(postern), 2, "lists them", "channels", "add", "acme");
        fails(
                Terminal.at(postern),
                2,
                "Twilio SMS needs: Auth token (Twilio Console, Account Info.",
                "channels",
                "add",
                "twilio");
        fails(
                Terminal.at(postern),
                2,
                "Mailbox by IMAP also needs --setting server=imap.gmail.com (",
                "channels",
                "add",
                "imap",
                "--secret-file",
                closed("mailbox", "a-password").toString());
        fails(Terminal.at(postern), 2, "say which verb: add.", "credentials");
        fails(Terminal.at(postern), 2, "say which verb: add, list.", "channels");
        fails(Terminal.at(postern), 2, "Name the file", "import", "nowhere.json");
        fails(
                Terminal.at(postern),
                2,
                "--password-file",
                "import",
                sealedExport().toString());
    }

    private static void fails(Terminal terminal, int code, String says, String... arguments) {
        assertThat(terminal.run("", arguments)).as(terminal.err()).isEqualTo(code);
        String said = terminal.err()
                .lines()
                .filter(line -> !line.contains("waiting, as"))
                .findFirst()
                .orElse("");
        assertThat(said).startsWith("postern: ").contains(says);
        assertThat(terminal.err()).doesNotContain("\tat ", "Exception");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void aKeyComesFromAFileThatIsClosedToOthers(LocalSystem system) throws Exception {
        // Given
        Api postern = Organizations.fresh(system);
        Path settings = closed(
                "settings", "POSTERN_URL=" + postern.base() + "\nexport POSTERN_API_KEY='" + postern.key() + "'\n");
        Path key = closed("key", postern.key() + "\n");
        Terminal bySettings = new Terminal();
        Terminal byKey = new Terminal();

        // Then
        assertThat(bySettings.run("", "codes", "--settings", settings.toString()))
                .as(bySettings.err())
                .isZero();
        assertThat(byKey.run("", "codes", "--url", postern.base().toString(), "--key-file", key.toString()))
                .isZero();

        // When
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        // Then
        fails(
                new Terminal(),
                2,
                "chmod 600",
                "codes",
                "--url",
                postern.base().toString(),
                "--key-file",
                key.toString());
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo(LocalSystem system) throws Exception {
        // Given
        Api postern = Organizations.fresh(system);
        Terminal good = Terminal.at(postern);
        Terminal stranger = Terminal.at(postern.as("pk_wrong"));
        Terminal away = Terminal.at(postern).with("POSTERN_URL", "http://127.0.0.1:1");

        // Then
        assertThat(good.run("", "doctor", "--json")).as(good.out() + good.err()).isZero();
        List<String> checks = new ArrayList<>();
        for (String line : good.out().lines().toList()) {
            JsonNode finding = new ObjectMapper().readTree(line);
            checks.add(
                    finding.get("check").asText() + " " + finding.get("verdict").asText());
        }
        assertThat(checks)
                .containsExactly(
                        "address ok",
                        "key ok",
                        "scopes ok",
                        "clock ok",
                        "version ok",
                        "public address look",
                        "channels look",
                        "codes' database ok",
                        "credentials' database ok",
                        "Kafka ok");
        assertThat(stranger.run("", "doctor")).isEqualTo(1);
        assertThat(stranger.out()).contains("Take another key");
        assertThat(away.run("", "doctor")).isEqualTo(1);
        assertThat(away.out()).contains("nothing listens at", "POSTERN_URL");
    }

    private Path closed(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void picture(Path file) throws IOException {
        Files.write(
                file, QrPicture.of("otpauth://totp/Example:me?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example"));
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map((MatchResult word) -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
