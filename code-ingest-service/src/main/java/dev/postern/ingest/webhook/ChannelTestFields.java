package dev.postern.ingest.webhook;

import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a test message.
 *
 * @param recipient the number or the address that it is sent to; null for one that is made up
 * @param text what it says; null for a text with a code that is made up
 */
record ChannelTestFields(
        @Nullable String recipient, @Nullable String text) {
    static final ChannelTestFields NONE = new ChannelTestFields(null, null);

    /**
     * Reads a body.
     *
     * @throws dev.postern.platform.problem.Problem 422 naming every field that is wrong
     */
    static ChannelTestFields read(JsonFields fields) {
        String recipient = fields.optionalCleanString("recipient", TextLimit.IDENTIFIER);
        fields.rejectUnseen("recipient", recipient);
        ChannelTestFields read = new ChannelTestFields(recipient, fields.optionalCleanString("text", TextLimit.NAME));
        fields.check();
        return read;
    }

    @Override
    public String toString() {
        return "ChannelTestFields[***]";
    }
}
