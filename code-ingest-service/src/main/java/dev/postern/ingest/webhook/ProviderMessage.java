package dev.postern.ingest.webhook;

import dev.postern.extraction.Message;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message as a provider brought it.
 *
 * @param deliveryKey equal for all of the provider's attempts to deliver this message
 * @param recipient the number or the address it was sent to
 * @param headers the first header of a mail by its name, in any case; a text message has none
 * @param message what it says
 */
public record ProviderMessage(
        String deliveryKey, String recipient, Function<String, Optional<String>> headers, Message message) {

    @Nullable String header(String name) {
        return headers.apply(name).orElse(null);
    }

    @Override
    public String toString() {
        return "ProviderMessage[***]";
    }
}
