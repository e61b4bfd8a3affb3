package dev.postern.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API key opened something. Each replica that accepts a key says so at most once an hour.
 *
 * @param eventId made of key and hour: another replica's note of the same use, and a note that is sent again, has the same
 * @param apiKeyId the key's id, safe to show; the record's key
 * @param organizationId the owner; null for an operator's key, which belongs to none
 * @param usedAt the hour in which it was used, at its beginning (UTC); a reader keeps the latest it has seen
 */
public record ApiKeyUsed(
        String eventId, String apiKeyId, @Nullable String organizationId, Instant usedAt) implements Event {

    public ApiKeyUsed {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(apiKeyId, "apiKeyId");
        Objects.requireNonNull(usedAt, "usedAt");
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "api-key.used";
    }

    @Override
    public Instant time() {
        return usedAt;
    }

    @Override
    public Topic topic() {
        return Topic.API_KEY_USES;
    }

    @Override
    public String key() {
        return apiKeyId;
    }
}
