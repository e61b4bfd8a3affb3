package dev.postern.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postern.local.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every route there is, from the OpenAPI documents of the services. */
public final class Routes {
    private static final List<Service> SERVICES =
            List.of(Service.CREDENTIAL_SERVICE, Service.CODE_INGEST_SERVICE, Service.TOTP_RESOLVER_SERVICE);
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private Routes() {}

    /**
     * One operation: method in capitals, path with its parameters in braces.
     *
     * @param keyed whether an API key opens it; a provider's post has another kind of proof
     * @param takesBody whether a body is described
     */
    public record Route(Service service, String method, String path, boolean keyed, boolean takesBody) {

        public boolean takesId() {
            return keyed && path.contains("{");
        }

        /** The path with this in the place of its id. */
        public String withId(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        for (Service service : SERVICES) {
            JsonNode paths = document(service).get("paths");
            paths.properties()
                    .forEach(path -> METHODS.stream()
                            .filter(method -> path.getValue().has(method))
                            .forEach(method -> routes.add(new Route(
                                    service,
                                    method.toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    !path.getValue()
                                            .at("/" + method + "/security")
                                            .isEmpty(),
                                    path.getValue().at("/" + method).has("requestBody")))));
        }
        return routes;
    }

    private static JsonNode document(Service service) {
        Path file = Checkout.folder().resolve(service.moduleName()).resolve("openapi.yaml");
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError("No OpenAPI document of " + service.moduleName(), e);
        }
    }
}
