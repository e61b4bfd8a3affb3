package dev.postern.command.code;

import dev.postern.client.Login;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import dev.postern.command.connection.CommandFailed;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern wait}: waits for a code and prints it alone on standard output. */
@Command(
        name = "wait",
        description = "Waits for a code and prints it.",
        footer = {
            "",
            "Begin it before the site sends its code: what came earlier is not taken, unless --since says so.",
            "Afterwards say what became of the code, with postern report.",
            "",
            "Example: postern wait +15550001111 --timeout 2m"
        })
public final class Wait extends Verb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "IDENTIFIER",
            description = "the address or number to which the site sends its code")
    private @Nullable String identifier;

    @Option(
            names = "--authenticator",
            paramLabel = "ID",
            description = "instead, a credential whose seed makes the code")
    private @Nullable String authenticator;

    @Option(names = "--credential", paramLabel = "ID", description = "instead, a credential: its seed or its address")
    private @Nullable String credential;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Seconds.class,
            description = "for how long, such as 90s or 5m; 60s unless given")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Seconds.class,
            description = "takes also what came so long before, by this machine's clock")
    private @Nullable Duration since;

    @Option(names = "--link", description = "waits for a link to click instead of a code")
    private boolean link;

    @Option(names = "--page-origin", paramLabel = "ORIGIN", description = "the page's, such as https://example.com")
    private @Nullable String pageOrigin;

    @Option(names = "--sender", paramLabel = "WHO", description = "only from this address, domain, number or name")
    private @Nullable String sender;

    @Option(names = "--run", paramLabel = "RUN", description = "your name of this attempt")
    private @Nullable String run;

    @Option(names = "--accept", description = "reports at once that the site took the code")
    private boolean accept;

    public Wait(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        try (Login login = postern.open(options())) {
            if (login.requestId() != null) {
                console().say("waiting, as " + login.requestId() + ". Let the site send its code now.");
            }
            String code = link ? login.link(timeout) : login.code(timeout);
            if (accept) {
                login.accepted();
            }
            print(login, code);
        }
        return ExitCode.DONE;
    }

    private void print(Login login, String code) {
        if (json()) {
            Map<String, @Nullable Object> said = new LinkedHashMap<>();
            said.put("code", code);
            said.put("code_request_id", login.requestId());
            said.put("doubt", login.doubt());
            said.put("outcome", login.outcome());
            console().json(said);
            return;
        }
        console().print(code);
        if (login.doubt() != null) {
            console().say("the code may be another login's (" + login.doubt() + ").");
        }
        if (!accept) {
            console().say("then say what became of it: postern report " + login.requestId() + " accepted");
        }
    }

    private LoginOptions options() {
        LoginOptions options = source();
        options = pageOrigin == null ? options : options.pageOrigin(pageOrigin);
        options = sender == null ? options : options.sender(sender);
        options = run == null ? options : options.run(run);
        return since == null ? options : options.receivedAfter(Instant.now().minus(since));
    }

    private LoginOptions source() {
        int named = (identifier == null ? 0 : 1) + (authenticator == null ? 0 : 1) + (credential == null ? 0 : 1);
        if (named != 1) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE,
                    "say where the code comes from: an IDENTIFIER, --authenticator or --credential, and one of them"
                            + " alone.");
        }
        if (identifier != null) {
            return LoginOptions.identifier(identifier);
        }
        return authenticator != null
                ? LoginOptions.authenticator(authenticator)
                : LoginOptions.credential(String.valueOf(credential));
    }
}
