package dev.postern.resolver.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the column {@code webhook_responses} is written and read. */
final class UrlResponses {
    /** Adds {@code :response} to those of {@code r}; the newest are kept. */
    static final String APPEND = """
            webhook_responses = (
                SELECT jsonb_agg(newest.response ORDER BY newest.place)
                FROM (SELECT every.response, every.place
                      FROM jsonb_array_elements(coalesce(r.webhook_responses, '[]'::jsonb) || :response::jsonb)
                          WITH ORDINALITY AS every (response, place)
                      ORDER BY every.place DESC LIMIT 10) newest)""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private UrlResponses() {}

    static String write(UrlResponse response) {
        return JSON.createObjectNode()
                .put("called_at", response.calledAt().toString())
                .put("answered_at", response.answeredAt().toString())
                .put("status", response.status())
                .put("result", response.result())
                .toString();
    }

    static @Nullable List<UrlResponse> read(@Nullable String column) {
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
            // Without the cause, which quotes the row.
            throw new IllegalStateException("A row cannot be read");
        }
    }
}
