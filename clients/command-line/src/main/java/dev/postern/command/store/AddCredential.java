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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern credentials add}: stores the authenticator keys of a picture. */
@Command(
        name = "add",
        description = "Stores each authenticator key that a picture's QR codes hold.",
        footer = {"", "Example: postern credentials add --qr screenshot.png --username me@example.com"})
public final class AddCredential extends Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PICTURE = Duration.ofSeconds(30);

    @Option(
            names = "--qr",
            required = true,
            paramLabel = "FILE",
            description = "a PNG, JPEG, WebP or GIF with one QR code or more")
    private Path picture;

    @Option(names = "--name", paramLabel = "NAME", description = "its name in lists; else issuer and account")
    private @Nullable String name;

    @Option(names = "--username", paramLabel = "NAME", description = "the login's name at the site; else the account")
    private @Nullable String username;

    @Option(names = "--password-file", paramLabel = "FILE", description = "the password, for its owner only (0600)")
    private @Nullable Path passwordFile;

    public AddCredential(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        List<JsonObject> codes = read(postern).objects("codes");
        if (codes.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.FAILED, "the picture shows no QR code. Take one that shows it whole, sharp and upright.");
        }
        List<String> faults = new ArrayList<>();
        int stored = 0;
        for (JsonObject code : codes) {
            if (code.text("key") == null) {
                String message = code.text("message");
                faults.add(message == null ? "one of its QR codes is no authenticator key" : message);
            } else {
                store(postern, code);
                stored++;
            }
        }
        faults.forEach(fault -> console().say(Table.plain(fault)));
        return stored > 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private JsonObject read(Postern postern) {
        try {
            Call call = Call.of("POST", "/v1/qr-codes")
                    .withBody(Files.readAllBytes(picture), "image/" + kind())
                    .withPatience(PICTURE);
            return postern.wire().checked(call, TIMEOUT).object();
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.WRONG_USE, picture + " cannot be read. Name the file of a picture.");
        }
    }

    /** The server looks at the bytes, so that a wrong ending does not matter. */
    private String kind() {
        String file = picture.toString();
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return Stream.of("jpeg", "webp", "gif")
                .filter(ending::equalsIgnoreCase)
                .findFirst()
                .orElse(ending.equalsIgnoreCase("jpg") ? "jpeg" : "png");
    }

    private void store(Postern postern, JsonObject code) {
        String shown = Stream.of(code.text("issuer"), code.text("account"))
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(" "));
        String account = code.text("account");
        Map<String, String> body = new LinkedHashMap<>();
        body.put("name", name != null ? name : shown.isEmpty() ? "authenticator" : shown);
        body.put("username", username != null ? username : account == null ? "" : account);
        body.put("authenticator_key", String.valueOf(code.text("key")));
        if (passwordFile != null) {
            body.put("password", PrivateText.of(passwordFile));
        }
        // Sent once: a repeat would store it twice.
        JsonObject credential = postern.wire()
                .once(Call.of("POST", "/v1/logins", body))
                .checked()
                .object();
        if (json()) {
            console().json(credential);
        } else {
            console().print("Stored: " + credential.text("credential_id") + "  " + Table.plain(body.get("name")));
        }
    }
}
