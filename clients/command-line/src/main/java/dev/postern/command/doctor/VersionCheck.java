package dev.postern.command.doctor;

import dev.postern.client.Postern;
import dev.postern.client.error.NotFound;
import dev.postern.client.error.PosternException;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.ClientVersion;
import java.util.List;

/** Whether the server and each of its services are of this client's version. While it is 0.x, the second number must agree. */
final class VersionCheck {
    private static final String CHECK = "version";

    private final Postern postern;

    VersionCheck(Postern postern) {
        this.postern = postern;
    }

    Finding look() {
        String own = ClientVersion.text();
        JsonObject told;
        try {
            told = postern.wire().once(Call.of("GET", "/version")).checked().object();
        } catch (NotFound e) {
            return Finding.look(
                    CHECK,
                    "the server is too old to tell its version; this client is " + own,
                    "Take the client of the server's release, or upgrade the server.");
        } catch (PosternException e) {
            return Finding.bad(
                    CHECK, "the server's version cannot be read: " + e.getMessage(), "Try again in a moment.");
        }
        String server = String.valueOf(told.text("version"));
        List<String> others = told.objects("services").stream()
                .filter(service -> !server.equals(service.text("version")))
                .map(service -> service.text("service") + " "
                        + (service.text("version") == null
                                ? "is " + service.text("state")
                                : "has " + service.text("version")))
                .toList();
        if (!others.isEmpty()) {
            return Finding.look(
                    CHECK,
                    "the gateway has " + server + ", " + String.join(", ", others),
                    "An upgrade that has ended leaves one version on all services: ask who runs the server.");
        }
        return release(own).equals(release(server))
                ? Finding.good(CHECK, server)
                : Finding.look(
                        CHECK,
                        "the server has " + server + ", this client " + own,
                        "Take the client of the server's release: while versions are 0.x, others may not fit.");
    }

    /** The first two numbers. */
    private static String release(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*$", "$1");
    }
}
