package dev.postern.command.code;

import dev.postern.client.Postern;
import dev.postern.client.json.JsonObject;
import dev.postern.client.sent.TOTPCodeCreate;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.CommandFailed;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern push}: hands a message to the server. */
@Command(
        name = "push",
        description = "Hands a received message, or a code, to the server.",
        footer = {"", "Example: echo \"Your code is 481920\" | postern push +15550001111"})
public final class Push extends Verb {
    private static final int LONGEST = 1 << 20;
    /** docs/rules.md, "Repeats": a text that one key pushes again within 15 seconds is one code. */
    private static final Duration AGAIN = Duration.ofSeconds(12);

    @Parameters(index = "0", paramLabel = "IDENTIFIER", description = "the address or number that it came to")
    private String identifier;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "the message; else standard input")
    private @Nullable String text;

    @Option(names = "--source", paramLabel = "NAME", description = "a label of yours")
    private @Nullable String source;

    @Option(names = "--run", paramLabel = "RUN", description = "the run that it is for")
    private @Nullable String run;

    public Push(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        TOTPCodeCreate message = new TOTPCodeCreate()
                .totpIdentifier(identifier)
                .content(text == null ? piped() : text)
                .source(source)
                .workflowRunId(run);
        Call call = Call.of("POST", "/v1/credentials/totp", message.json());
        JsonObject taken = postern.wire().checked(call, AGAIN).object();
        if (json()) {
            console().json(taken);
        } else if ("raw_pending".equals(taken.text("status"))) {
            console().print("Taken. No code was found in it; it waits among the messages, at /v1/messages.");
        } else {
            console().print("Taken: a " + ("magic_link".equals(taken.text("otp_type")) ? "link." : "code."));
        }
        return ExitCode.DONE;
    }

    private String piped() {
        try {
            byte[] bytes = console().in().readNBytes(LONGEST + 1);
            if (bytes.length == 0 || bytes.length > LONGEST) {
                throw new CommandFailed(
                        ExitCode.WRONG_USE,
                        "there is no message, or it is over 1 MiB. Pipe it in: echo TEXT | postern push IDENTIFIER");
            }
            return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "standard input cannot be read.");
        }
    }
}
