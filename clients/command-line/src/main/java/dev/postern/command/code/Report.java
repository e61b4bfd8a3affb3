package dev.postern.command.code;

import dev.postern.client.Postern;
import dev.postern.client.sent.OutcomeFields;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postern report}: what became of a code. */
@Command(
        name = "report",
        description = "Says what became of a code that was waited for.",
        footer = {"", "Example: postern report cr_qecuDzOEK6A2BhiRULevtQ accepted"})
public final class Report extends Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Parameters(index = "0", paramLabel = "REQUEST", description = "the id that postern wait told (cr_…)")
    private String request;

    @Parameters(
            index = "1",
            paramLabel = "OUTCOME",
            description = "accepted: the site took it; rejected: the site refused it; released: it was not used")
    private Outcome outcome;

    enum Outcome {
        ACCEPTED,
        REJECTED,
        RELEASED
    }

    public Report(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        String became = outcome.name().toLowerCase(Locale.ROOT);
        String path = "/v1/code-requests/" + URLEncoder.encode(request, StandardCharsets.UTF_8) + "/outcome";
        Call call = Call.of("POST", path, new OutcomeFields().outcome(became).json());
        var answer = postern.wire().checked(call, TIMEOUT);
        if (json()) {
            console().json(answer.json());
        } else {
            console().print("Noted: " + became + ".");
        }
        return ExitCode.DONE;
    }
}
