package dev.postern.ingest.provider;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A test message that an adapter makes a post of, as its provider would.
 *
 * @param address the address the provider was given, without a query
 * @param recipient the number or the address that the message is sent to
 * @param sender the number or the address that it comes from
 * @param text what it says
 * @param id 32 hexadecimal digits, of this message alone
 * @param now when it is sent
 */
public record Example(String address, String recipient, String sender, String text, String id, Instant now) {

    /**
     * The post.
     *
     * @param headers by their names in any case
     */
    public WebhookRequest post(Map<String, String> headers, byte[] body) {
        return new WebhookRequest(
                "POST",
                address,
                "",
                name -> headers.entrySet().stream()
                        .filter(header ->
                                header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .map(List::of)
                        .orElse(List.of()),
                body);
    }

    @Override
    public String toString() {
        return "Example[***]";
    }
}
