package dev.postern.command.doctor;

import dev.postern.client.Postern;
import dev.postern.client.error.Forbidden;
import dev.postern.client.error.PosternException;
import dev.postern.client.wire.Call;
import java.time.Duration;
import java.util.List;

/** Whether the services behind the gateway have their databases and their broker: each by a read that needs them. */
final class StoreChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Postern postern;

    StoreChecks(Postern postern) {
        this.postern = postern;
    }

    List<Finding> all() {
        return List.of(
                read("codes' database", "/v1/codes?limit=1", "totp-resolver-service or its PostgreSQL is away"),
                read(
                        "credentials' database",
                        "/v1/credentials?page_size=1",
                        "credential-service or its PostgreSQL is away"),
                // Keys come over Kafka: each service answers 503 while it may have missed a revocation.
                read("Kafka", "/v1/limits", "a service is away, or reads nothing from the broker"));
    }

    private Finding read(String check, String path, String otherwise) {
        try {
            var unused = postern.wire().checked(Call.of("GET", path), TIMEOUT);
            return Finding.good(check, "answers");
        } catch (Forbidden e) {
            return Finding.notSeen(check, "the key lacks the scope to ask");
        } catch (PosternException e) {
            return Finding.bad(
                    check,
                    String.valueOf(e.getMessage()),
                    otherwise + ": ask who runs the server to look at /q/health/ready of its services.");
        }
    }
}
