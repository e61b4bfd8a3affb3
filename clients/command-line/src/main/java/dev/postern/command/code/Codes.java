package dev.postern.command.code;

import dev.postern.client.Postern;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern codes}: what was received. */
@Command(
        name = "codes",
        description = "Lists received codes, newest first, and who got each.",
        footer = {"", "Example: postern codes +15550001111 --state available"})
public final class Codes extends Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Parameters(index = "0", arity = "0..1", paramLabel = "IDENTIFIER", description = "only those that came here")
    private @Nullable String identifier;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "available, delivered, accepted, rejected, expired or repeat")
    private @Nullable String state;

    @Option(names = "--limit", paramLabel = "COUNT", description = "how many, up to 200; 20 unless given")
    private int limit = 20;

    public Codes(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        String path = "/v1/codes?limit=" + limit + query("totp_identifier", identifier) + query("state", state);
        List<JsonObject> codes =
                postern.wire().checked(Call.of("GET", path), TIMEOUT).object().objects("codes");
        if (json()) {
            codes.forEach(console()::json);
            return ExitCode.DONE;
        }
        Table table = new Table("RECEIVED", "STATE", "CODE", "IDENTIFIER", "SOURCE", "RUN");
        for (JsonObject code : codes) {
            table.add(
                    code.text("received_at"),
                    code.text("state"),
                    code.text("code"),
                    code.text("totp_identifier"),
                    code.text("source"),
                    code.text("run"));
        }
        table.print(
                console(),
                identifier == null && state == null
                        ? "no code was received yet."
                        : "no such code was received. An identifier is the whole address or number.");
        return ExitCode.DONE;
    }

    private static String query(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
