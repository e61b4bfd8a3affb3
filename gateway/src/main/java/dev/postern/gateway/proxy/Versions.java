package dev.postern.gateway.proxy;

import dev.postern.gateway.proxy.AllServices.Said;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Puts the services' answers to {@code GET /version} beside the gateway's own version. */
@Singleton
final class Versions {
    private static final int OK = 200;

    private final String version;
    private final @Nullable String commit;

    /**
     * The gateway's own version.
     *
     * @param commit what it was built from; empty when the build did not say
     */
    Versions(
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "postern.build.commit") Optional<String> commit) {
        this.version = version;
        this.commit = commit.orElse(null);
    }

    /** The answer of a service that refuses the caller. A path that an older service does not have refuses nobody. */
    Optional<Said> refusal(Collection<Said> said) {
        return said.stream()
                .filter(one -> one.status() >= 400 && one.status() < 500 && one.status() != 404)
                .findFirst();
    }

    /**
     * What runs, and who is away.
     *
     * @param said what the services said that answered
     * @return empty when no service told its version: then nobody has checked the caller's key
     */
    Optional<JsonObject> together(Map<Service, Said> said) {
        if (said.values().stream().noneMatch(one -> one.status() == OK)) {
            return Optional.empty();
        }
        JsonArray parts = new JsonArray().add(part("gateway", "serves", version, commit));
        for (Service service : Service.values()) {
            parts.add(part(service.moduleName(), said.get(service)));
        }
        return Optional.of(new JsonObject().put("version", version).put("services", parts));
    }

    private static JsonObject part(String service, @Nullable Said said) {
        if (said == null || said.status() >= 500) {
            return part(service, "away", null, null);
        }
        return said.status() == OK
                ? said.body().toJsonObject().getJsonArray("services").getJsonObject(0)
                : part(service, "unknown", null, null);
    }

    private static JsonObject part(String service, String state, @Nullable String version, @Nullable String commit) {
        return new JsonObject()
                .put("service", service)
                .put("state", state)
                .put("version", version)
                .put("commit", commit);
    }
}
