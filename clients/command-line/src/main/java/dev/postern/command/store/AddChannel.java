package dev.postern.command.store;

import dev.postern.client.Postern;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Answer;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.CommandFailed;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.PrivateText;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern channels add}: makes a channel, and says what is entered at the provider. */
@Command(
        name = "add",
        description = "Makes a channel, and says what to enter at the provider.",
        footer = {
            "",
            "Example: postern channels add twilio --secret-file auth-token",
            "Without a provider's name it lists the providers, and what each needs."
        })
public final class AddChannel extends Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Parameters(index = "0", arity = "0..1", paramLabel = "PROVIDER", description = "such as twilio")
    private @Nullable String provider;

    @Option(names = "--name", paramLabel = "NAME", description = "its name in lists; else the provider's")
    private @Nullable String name;

    @Option(
            names = "--identifier",
            paramLabel = "IDENTIFIER",
            description = "for which address or number its messages are; else the one that each was sent to")
    private @Nullable String identifier;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "a secret of the provider, for its owner only (0600); may be given again")
    private List<Path> secretFiles = List.of();

    @Option(
            names = "--setting",
            paramLabel = "NAME=VALUE",
            description = "what else the provider needs; may be given again")
    private Map<String, String> settings = Map.of();

    public AddChannel(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        List<JsonObject> providers = JsonObject.objects(postern.wire()
                .checked(Call.of("GET", "/v1/inbound-channel-providers"), TIMEOUT)
                .json());
        if (provider == null) {
            list(providers);
            return ExitCode.DONE;
        }
        check(providers);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name == null ? provider : name);
        body.put("provider", provider);
        body.put(
                "identifier",
                identifier == null ? Map.of("from", "recipient") : Map.of("from", "fixed", "value", identifier));
        body.put("secrets", secretFiles.stream().map(PrivateText::of).toList());
        body.put("settings", settings);
        // Sent once: a repeat would make a second one.
        Answer made = postern.wire()
                .once(Call.of("POST", "/v1/inbound-channels", body))
                .checked();
        if (json()) {
            console().json(made.json());
        } else {
            tell(made.object());
        }
        return ExitCode.DONE;
    }

    private void check(List<JsonObject> providers) {
        JsonObject known = providers.stream()
                .filter(one -> Objects.equals(one.text("provider"), provider))
                .findFirst()
                .orElseThrow(() ->
                        wrongUse("there is no provider " + provider + ". \"postern channels add\" alone lists them."));
        Long needed = known.whole("least_secrets");
        if (needed != null && secretFiles.size() < needed) {
            throw wrongUse(provider + " needs " + form(known.text("secret_form"))
                    + ". Write it into a file of yours (chmod 600) and name that with --secret-file.");
        }
        String missing = known.objects("settings").stream()
                .filter(setting -> Boolean.TRUE.equals(setting.truth("required")))
                .filter(setting -> !settings.containsKey(setting.text("setting")))
                .map(setting -> "--setting " + setting.text("setting") + "=… (" + form(setting.text("form")) + ")")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw wrongUse(provider + " also needs " + missing);
        }
    }

    private static CommandFailed wrongUse(String sentence) {
        return new CommandFailed(ExitCode.WRONG_USE, sentence);
    }

    /** What the server's refusal of a wrong value would say, without its beginning. */
    private static String form(@Nullable String refusal) {
        return String.valueOf(refusal).replaceFirst("^Input should be ", "");
    }

    private void list(List<JsonObject> providers) {
        if (json()) {
            providers.forEach(console()::json);
            return;
        }
        Table table = new Table("PROVIDER", "TITLE", "SECRETS", "SETTINGS");
        providers.forEach(one -> table.add(
                one.text("provider"),
                one.text("title"),
                one.whole("least_secrets"),
                String.join(
                        " ",
                        one.objects("settings").stream()
                                .map(setting -> String.valueOf(setting.text("setting")))
                                .toList())));
        table.print(console());
    }

    private void tell(JsonObject made) {
        console().print("Made: " + made.object("channel").text("channel_id"));
        String url = made.text("url");
        if (url != null) {
            console().print("Its address, shown once: " + url);
        }
        String signing = made.text("signing_secret");
        if (signing != null) {
            console().print("Its signing secret, shown once: " + signing);
        }
        for (JsonObject step : made.objects("setup")) {
            console().print("  " + step.text("setting") + ": " + step.text("value"));
        }
        String warning = made.text("warning");
        if (warning != null) {
            console().say(warning);
        }
    }
}
