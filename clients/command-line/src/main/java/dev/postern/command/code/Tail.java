package dev.postern.command.code;

import dev.postern.client.Postern;
import dev.postern.client.error.Unavailable;
import dev.postern.client.error.Unreachable;
import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import dev.postern.client.wire.Wire;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern tail}: follows what happens to codes, and goes on where a connection broke. */
@Command(
        name = "tail",
        description = "Follows what happens to codes, until Ctrl-C. Values are masked.",
        footer = {"", "Example: postern tail --count 1"})
public final class Tail extends Verb {
    /** A stream is quiet while nothing happens; its beginning is not. */
    private static final Duration BEGINNING = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    @Option(names = "--count", paramLabel = "COUNT", description = "ends after so many events")
    private @Nullable Integer count;

    private @Nullable String last;
    private int seen;

    public Tail(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        // The first one fails for who named a wrong server or key; later ones are tried until it is back.
        boolean begun = false;
        while (true) {
            try (InputStream stream = postern.wire().stream(beginning())) {
                if (!begun) {
                    console().say("following; Ctrl-C ends it.");
                }
                begun = true;
                if (follow(new EventStream(stream))) {
                    return ExitCode.DONE;
                }
            } catch (Unreachable | Unavailable e) {
                if (!begun) {
                    throw e;
                }
            } catch (IOException e) {
                // It broke: the next one goes on behind its last event.
            }
            Wire.pause(AGAIN);
        }
    }

    private Call beginning() {
        Call call = Call.of("GET", "/v1/codes/events").withPatience(BEGINNING);
        return last == null ? call : call.withHeader("last-event-id", last);
    }

    /** Whether enough was seen. */
    private boolean follow(EventStream events) throws IOException {
        while (count == null || seen < count) {
            EventStream.Event event = events.next();
            if (event == null) {
                return false;
            }
            if (event.id() != null) {
                last = event.id();
            }
            if (!event.data().isEmpty()) {
                seen++;
                print(event);
            }
        }
        return true;
    }

    private void print(EventStream.Event event) {
        JsonObject told = Json.objectOrEmpty(event.data());
        if (json()) {
            console().json(told);
            return;
        }
        StringBuilder line = new StringBuilder();
        append(line, "", told.text("at"));
        append(line, "", event.name());
        append(line, "code ", told.text("code_masked"));
        append(line, "to ", told.text("totp_identifier_masked"));
        append(line, "from ", told.text("sender_masked"));
        append(line, "run ", told.text("run"));
        append(line, "request ", told.text("code_request_id"));
        append(line, "because ", told.text("reason"));
        console().print(line.toString().strip());
    }

    private static void append(StringBuilder line, String word, @Nullable String value) {
        if (value != null) {
            line.append("  ").append(word).append(Table.plain(value));
        }
    }
}
