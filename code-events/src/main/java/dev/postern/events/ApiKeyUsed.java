package dev.postern.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API key was accepted. Each replica publishes this at most once an hour for each key.
 *
 * @param eventId made of key and hour, so that all replicas use one id for this hour
 * @param apiKeyId the key's id, safe to show; the record's key
 * @param organizationId the owner; null for an operator's key, which belongs to none
 * @param usedAt the beginning of the hour (UTC) in which the key was used; a reader keeps the latest
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
