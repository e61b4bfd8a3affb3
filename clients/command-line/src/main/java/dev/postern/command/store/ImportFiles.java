package dev.postern.command.store;

import dev.postern.client.Postern;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.CommandFailed;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.PrivateText;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern import}: stores what other applications exported. */
@Command(
        name = "import",
        description =
                "Stores what authenticator apps, password managers and browsers export, and pictures of QR codes.",
        footer = {"", "Example: postern import aegis.json --dry-run", "See docs/imports.md for what comes over."})
public final class ImportFiles extends Verb {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "exports, or pictures of all pages of one")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--dry-run", description = "says what would be stored, and stores nothing")
    private boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "whose exports they are; else it is seen by their form")
    private @Nullable String format;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "of encrypted exports, for its owner only (0600); else a terminal is asked")
    private @Nullable Path passwordFile;

    public ImportFiles(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("files", files.stream().map(ImportFiles::file).toList());
        if (format != null) {
            body.put("format", format);
        }
        if (passwordFile != null) {
            body.put("password", PrivateText.of(passwordFile));
        } else if (needsPassword(postern, body)) {
            body.put("password", asked());
        }
        return imported(postern, body);
    }

    private static Map<String, String> file(Path file) {
        try {
            return Map.of(
                    "name", String.valueOf(file.getFileName()),
                    "content", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.WRONG_USE, file + " cannot be read. Name the file of an export.");
        }
    }

    /** Asked before anything is stored, so that no entry is dealt with twice. */
    private static boolean needsPassword(Postern postern, Map<String, Object> body) {
        return called(postern, body, true, 1, 1).objects("sources").stream()
                .anyMatch(source -> "password_missing".equals(source.text("reason")));
    }

    @SuppressWarnings("SystemConsoleNull") // On Java 21 it is null where nobody types.
    private static String asked() {
        java.io.Console terminal = System.console();
        char[] typed = terminal == null ? null : terminal.readPassword("The export's password: ");
        if (typed == null || typed.length == 0) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "the export is encrypted. Give its password with --password-file.");
        }
        return new String(typed);
    }

    private ExitCode imported(Postern postern, Map<String, Object> body) {
        Map<String, Integer> outcomes = new TreeMap<>();
        Table table = new Table("NO", "OUTCOME", "NAME", "USERNAME", "HAS", "WHY");
        boolean failed = false;
        Long next = 1L;
        while (next != null) {
            JsonObject answer = called(postern, body, dryRun, next, null);
            if (next == 1) {
                failed = toldOfWhole(answer);
            }
            for (JsonObject result : answer.objects("results")) {
                outcomes.merge(String.valueOf(result.text("outcome")), 1, Integer::sum);
                failed |= "failed".equals(result.text("outcome")) && !"other_kind".equals(result.text("reason"));
                print(result, table);
            }
            next = answer.whole("next");
        }
        if (!json()) {
            table.print(console());
        }
        outcomes.forEach((outcome, count) -> console().say(outcome.replace('_', ' ') + ": " + count));
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static JsonObject called(
            Postern postern, Map<String, Object> body, boolean dry, long first, @Nullable Integer most) {
        Map<String, Object> part = new LinkedHashMap<>(body);
        part.put("dry_run", dry);
        part.put("first", first);
        if (most != null) {
            part.put("most", most);
        }
        // It may be repeated: what is stored already is a duplicate.
        return postern.wire()
                .checked(Call.of("POST", "/v1/imports", part).withPatience(PATIENCE), TIMEOUT)
                .object();
    }

    /** Tells of files that were not read and pages that are missing; whether there are any. */
    private boolean toldOfWhole(JsonObject answer) {
        boolean any = false;
        for (JsonObject source : answer.objects("sources")) {
            if (source.text("reason") != null) {
                console().say(Table.plain(source.text("name") + ": " + source.text("message")));
                any = true;
            }
        }
        for (JsonObject notice : answer.objects("notices")) {
            console().say(Table.plain(String.valueOf(notice.text("message"))));
            any = true;
        }
        return any;
    }

    private void print(JsonObject result, Table table) {
        if (json()) {
            console().json(result.members());
            return;
        }
        table.add(
                result.whole("number"),
                result.text("outcome"),
                result.text("name"),
                result.text("username"),
                String.join(", ", texts(result, "kinds")),
                result.text("message") == null ? "" : result.text("message"));
        for (JsonObject notice : result.objects("notices")) {
            table.add("", "", "", "", "", notice.text("field") + ": " + notice.text("message"));
        }
    }

    private static List<String> texts(JsonObject result, String name) {
        List<String> texts = result.texts(name);
        return texts == null ? List.of() : texts;
    }
}
