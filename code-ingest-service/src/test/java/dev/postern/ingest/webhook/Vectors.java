package dev.postern.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests with what must come of them, made for this project. */
public final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Vectors() {}

    /** One request. */
    public record Vector(JsonNode json) {

        public String method() {
            return json.at("/request/method").textValue();
        }

        /** As the provider was given it. */
        public String url() {
            return json.at("/request/url").textValue();
        }

        public String address() {
            return url().split("\\?", 2)[0];
        }

        /** With the question mark; empty when there is none. */
        public String query() {
            return url().substring(address().length());
        }

        public byte[] body() {
            JsonNode encoded = json.at("/request/bodyBase64");
            return encoded.isMissingNode()
                    ? json.at("/request/body").asText("").getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(encoded.textValue());
        }

        public Stream<Map.Entry<String, String>> headers() {
            return json.at("/request/headers")
                    .propertyStream()
                    .map(header -> Map.entry(header.getKey(), header.getValue().textValue()));
        }

        public boolean valid() {
            return json.get("valid").booleanValue();
        }

        public String expected(String member) {
            JsonNode value = json.at("/expected/" + member);
            return value.isMissingNode() ? null : value.textValue();
        }

        public String secret(String pointer) {
            return json.at("/config/" + pointer).textValue();
        }

        public List<String> secrets() {
            return json.at("/config/secrets")
                    .valueStream()
                    .map(JsonNode::textValue)
                    .toList();
        }

        public Map<String, String> settings() {
            return texts(json.at("/config/settings"));
        }

        @Override
        public String toString() {
            return json.get("id").textValue();
        }
    }

    /** All of a file, with the time at which they are sent. */
    public static Stream<Vector> of(String file) {
        return read(file).get("vectors").valueStream().map(Vector::new);
    }

    public static String clock(String file) {
        return read(file).get("clock").textValue();
    }

    /** A member of a file whose members are texts. */
    public static Map<String, String> texts(String file, String member) {
        return texts(read(file).path(member));
    }

    private static Map<String, String> texts(JsonNode object) {
        return object.propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, member -> member.getValue().textValue()));
    }

    private static JsonNode read(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/webhooks/" + file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
