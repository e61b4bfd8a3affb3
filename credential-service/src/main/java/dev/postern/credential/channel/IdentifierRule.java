package dev.postern.credential.channel;

import dev.postern.events.MatchBy;
import dev.postern.platform.body.TextLimit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the identifier of a channel's messages is found.
 *
 * @param from {@code recipient} (the default), {@code header}, {@code fixed} or {@code plus_part}
 * @param header the header's name, for {@code header} only
 * @param value the identifier, for {@code fixed} only
 */
@Schema(name = "ChannelIdentifier")
record IdentifierRule(
        @Schema(enumeration = {"recipient", "header", "fixed", "plus_part"})
        MatchBy from,

        @Schema(maxLength = TextLimit.Most.HEADER_NAME) @Nullable String header,

        @Schema(maxLength = TextLimit.Most.IDENTIFIER) @Nullable String value) {
    static final IdentifierRule RECIPIENT = new IdentifierRule(MatchBy.RECIPIENT, null, null);

    @Override
    public String toString() {
        return "IdentifierRule[from=" + from + ", ***]";
    }
}
