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
            "Without a provider's name it lists the providers. With --describe it says of one what its",
            "secrets and settings are and where they are found."
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

    @Option(
            names = "--without-secret",
            description = "makes a channel whose address alone is the proof; else Postern makes a signing secret where"
                    + " the provider takes one from it")
    private boolean withoutSecret;

    @Option(names = "--describe", description = "says what the provider's secrets and settings are, and makes nothing")
    private boolean describe;

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
        JsonObject known = known(providers);
        if (describe) {
            describe(known);
            return ExitCode.DONE;
        }
        check(known);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name == null ? title(known, "title") : name);
        body.put("provider", provider);
        body.put(
                "identifier",
                identifier == null ? Map.of("from", "recipient") : Map.of("from", "fixed", "value", identifier));
        if (withoutSecret || !secretFiles.isEmpty()) {
            body.put("secrets", secretFiles.stream().map(PrivateText::of).toList());
        }
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

    private JsonObject known(List<JsonObject> providers) {
        return providers.stream()
                .filter(one -> Objects.equals(one.text("provider"), provider))
                .findFirst()
                .orElseThrow(() ->
                        wrongUse("there is no provider " + provider + ". \"postern channels add\" alone lists them."));
    }

    private void check(JsonObject known) {
        Long needed = known.whole("least_secrets");
        if (needed != null && secretFiles.size() < needed) {
            String secrets = known.objects("secrets").stream()
                    .filter(secret -> !Objects.equals(secret.text("need"), "optional"))
                    .map(secret -> secret.text("name") + " (" + secret.text("where") + ")")
                    .collect(Collectors.joining(", or "));
            throw wrongUse(title(known, "title") + " needs: " + secrets
                    + ". Write it into a file of yours (chmod 600) and name that with --secret-file.");
        }
        String missing = known.objects("settings").stream()
                .filter(setting -> Boolean.TRUE.equals(setting.truth("required")))
                .filter(setting -> !settings.containsKey(setting.text("setting")))
                .map(setting -> "--setting " + setting.text("setting") + "=" + setting.text("example") + " ("
                        + setting.text("where") + ")")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw wrongUse(title(known, "title") + " also needs " + missing);
        }
    }

    private void describe(JsonObject known) {
        if (json()) {
            console().json(known);
            return;
        }
        console().print(title(known, "title") + " (" + known.text("provider") + ")");
        for (JsonObject secret : known.objects("secrets")) {
            console()
                    .print("Secret, " + String.valueOf(secret.text("need")).replace('_', ' ') + ": "
                            + secret.text("name"));
            console().print("  " + secret.text("where"));
            console().print("  " + form(secret.text("form")) + ", such as " + secret.text("example"));
        }
        for (JsonObject setting : known.objects("settings")) {
            console()
                    .print("--setting " + setting.text("setting") + "=" + setting.text("example") + ", "
                            + (Boolean.TRUE.equals(setting.truth("required")) ? "required" : "optional") + ": "
                            + setting.text("title"));
            console().print("  " + setting.text("where"));
        }
        for (JsonObject step : known.objects("setup")) {
            console().print("At the provider, " + step.text("setting") + ": " + step.text("value"));
        }
    }

    /** As people name the provider. A server of an earlier version knows its short name alone. */
    static @Nullable String title(JsonObject named, String field) {
        String title = named.text(field);
        return title == null ? named.text("provider") : title;
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
                joined(one.objects("secrets"), "name", "; "),
                joined(one.objects("settings"), "setting", " ")));
        table.print(console());
    }

    private static String joined(List<JsonObject> objects, String field, String between) {
        return objects.stream()
                .map(object -> String.valueOf(object.text(field)))
                .collect(Collectors.joining(between));
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
