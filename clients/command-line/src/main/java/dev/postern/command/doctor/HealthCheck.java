package dev.postern.command.doctor;

import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What a service says of itself at its management address: docs/operations.md, "Health". */
final class HealthCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String address;

    HealthCheck(String address) {
        this.address = address.replaceAll("/+$", "");
    }

    /** The management address gets no key. */
    Finding look() {
        String check = "health " + address;
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "/q/health/ready"))
                                    .timeout(TIMEOUT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            List<String> down = Json.objectOrEmpty(response.body()).objects("checks").stream()
                    .filter(one -> !"UP".equals(one.text("status")))
                    .map(HealthCheck::name)
                    .toList();
            if (response.statusCode() != 200 && down.isEmpty()) {
                return Finding.bad(
                        check,
                        "answers " + response.statusCode() + ", and not as a management port does",
                        "Check the address: it is the management port, 9080 to 9083 unless set.");
            }
            return response.statusCode() == 200
                    ? Finding.good(check, "ready")
                    : Finding.bad(
                            check,
                            "not ready: " + String.join(", ", down),
                            "See docs/operations.md, \"Health\", for what each part needs.");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.bad(
                    check, "nothing answers", "Check the address: it is the management port, 9080 to 9083 unless set.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.notSeen(check, "interrupted");
        }
    }

    private static String name(JsonObject check) {
        return String.valueOf(check.text("name"));
    }
}
