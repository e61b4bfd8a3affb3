package dev.postern.ingest.webhook;

import dev.postern.extraction.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as a provider brought it.
 *
 * @param deliveryKey equal for all of the provider's attempts to deliver this message
 * @param recipient the number or the address it was sent to
 * @param headers the headers of a mail, by their names in lower case; empty for a text message
 * @param message what it says
 */
public record ProviderMessage(
        String deliveryKey, String recipient, Map<String, List<String>> headers, Message message) {

    public ProviderMessage {
        headers = Map.copyOf(headers);
    }

    @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public String toString() {
        return "ProviderMessage[***]";
    }
}
