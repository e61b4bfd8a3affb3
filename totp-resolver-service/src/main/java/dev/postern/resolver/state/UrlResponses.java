package dev.postern.resolver.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON in which responses are stored. */
public final class UrlResponses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private UrlResponses() {}

    /** One response. */
    public static String write(UrlResponse response) {
        return JSON.createObjectNode()
                .put("called_at", response.calledAt().toString())
                .put("answered_at", response.answeredAt().toString())
                .put("status", response.status())
                .put("result", response.result())
                .toString();
    }

    /** A list of responses; null for null. */
    public static @Nullable List<UrlResponse> read(@Nullable String column) {
        if (column == null) {
            return null;
        }
        try {
            List<UrlResponse> responses = new ArrayList<>();
            for (JsonNode response : JSON.readTree(column)) {
                responses.add(new UrlResponse(
                        Instant.parse(response.path("called_at").asText()),
                        Instant.parse(response.path("answered_at").asText()),
                        response.path("status").isInt()
                                ? response.path("status").intValue()
                                : null,
                        response.path("result").asText()));
            }
            return List.copyOf(responses);
        } catch (JsonProcessingException e) {
            // The cause is left out, since it quotes the row.
            throw new IllegalStateException("A row cannot be read");
        }
    }
}
