package dev.postern.system.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} with its merges done, as Compose reads it. */
record ComposeFile(JsonNode root) {
    /** Those that Postern builds, in the order in which they need each other. */
    static final List<String> OURS =
            List.of("credential-service", "code-ingest-service", "totp-resolver-service", "gateway");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    static ComposeFile read() {
        return read("docker-compose.yml");
    }

    /** The file that publishes broker and database for a developer. */
    static ComposeFile forDevelopers() {
        return read("docker-compose.developer.yml");
    }

    private static ComposeFile read(String name) {
        try {
            // Unlike Jackson's reader, this one knows YAML's merge keys.
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Checkout.folder().resolve(name)));
            return new ComposeFile(new ObjectMapper().valueToTree(loaded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode service(String name) {
        return root.get("services").get(name);
    }

    /** A service's variables, with the defaults of those that the person's shell could set. */
    Map<String, String> environment(String service) {
        Map<String, String> variables = new LinkedHashMap<>();
        service(service)
                .get("environment")
                .properties()
                .forEach(variable -> variables.put(
                        variable.getKey(),
                        VARIABLE.matcher(variable.getValue().textValue()).replaceAll("$1")));
        return variables;
    }

    List<String> names(String pointer) {
        return root.at(pointer).valueStream().map(JsonNode::textValue).toList();
    }
}
