package dev.postern.extraction.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail's headers and what can be read of it.
 *
 * @param headers the mail's own, not those of a mail inside it, decoded and unfolded, by their names in lower case
 * @param text its plain text; null when it has none
 * @param html its HTML; null when it has none
 */
public record Mail(
        Map<String, List<String>> headers,
        @Nullable String text,
        @Nullable String html) {

    public Mail {
        headers = Map.copyOf(headers);
    }

    /** The first header of a name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    /** The subject; empty when it has none. */
    public String subject() {
        return header("subject").orElse("");
    }

    @Override
    public String toString() {
        return "Mail[***]";
    }
}
