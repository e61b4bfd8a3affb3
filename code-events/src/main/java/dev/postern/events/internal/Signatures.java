package dev.postern.events.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * What proves that a message is from Postern.
 *
 * @param skyvern for {@code x-skyvern-signature}: hexadecimal, over the body alone, by the older of two valid secrets,
 *     since a receiver that knows one secret knows that one
 * @param webhook for {@code webhook-signature}: over id, time and body, by each valid secret, the newest first
 */
public record Signatures(
        @JsonProperty("x_skyvern_signature") String skyvern,
        @JsonProperty("webhook_signature") String webhook) {

    public Signatures {
        Objects.requireNonNull(skyvern, "skyvern");
        Objects.requireNonNull(webhook, "webhook");
    }

    @Override
    public String toString() {
        return "Signatures[***]";
    }
}
