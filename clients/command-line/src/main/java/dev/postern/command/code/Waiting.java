package dev.postern.command.code;

import dev.postern.client.Postern;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code postern waiting}: the requests that wait. */
@Command(
        name = "waiting",
        description = "Lists the logins that wait for a code, with what is known of each.",
        footer = {"", "Example: postern waiting"})
public final class Waiting extends Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    public Waiting(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        Call call = Call.of("GET", "/v1/code-requests?status=waiting&hints=true&limit=200");
        List<JsonObject> requests =
                postern.wire().checked(call, TIMEOUT).object().objects("code_requests");
        if (json()) {
            requests.forEach(console()::json);
            return ExitCode.DONE;
        }
        Table table = new Table("REQUEST", "SINCE", "IDENTIFIER", "RUN", "CALLER", "HINTS");
        for (JsonObject request : requests) {
            String hints = String.join(
                    "; ",
                    request.objects("hints").stream()
                            .map(hint -> String.valueOf(hint.text("text")))
                            .toList());
            String identifier = request.text("totp_identifier");
            table.add(
                    request.text("code_request_id"),
                    request.text("created_at"),
                    identifier == null ? request.text("credential_id") : identifier,
                    request.text("run"),
                    Boolean.FALSE.equals(request.truth("attended")) ? "gone" : "there",
                    hints);
        }
        table.print(console(), "no login waits.");
        return ExitCode.DONE;
    }
}
