package dev.postern.ingest.push;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.extraction.Message;
import dev.postern.ingest.message.Entrance;
import dev.postern.ingest.message.IncomingMessage;
import dev.postern.ingest.message.SentTo;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a push and brings them into the form in which they are kept, as Skyvern does
 * ({@code skyvern/forge/sdk/schemas/totp_codes.py}, {@code skyvern/forge/sdk/utils/sanitization.py}).
 */
final class PushFields {
    private static final Choices<OtpType> TYPES = Choices.of(OtpType.values(), OtpType::wireName);

    private PushFields() {}

    /**
     * The message in a push.
     *
     * @throws Problem 422 naming every field that is wrong, in Skyvern's order
     */
    static IncomingMessage read(JsonFields fields, Caller caller) {
        String identifier = fields.requiredCleanString("totp_identifier", TextLimit.IDENTIFIER);
        fields.rejectUnseen("totp_identifier", identifier);
        RunScope run = new RunScope(id(fields, "task_id"), id(fields, "workflow_id"), id(fields, "workflow_run_id"));
        String source = fields.optionalCleanString("source", TextLimit.SOURCE);
        String content = fields.requiredCleanString("content", TextLimit.CONTENT);
        Instant expiresAt = fields.optionalTime("expired_at");
        // Skyvern deprecated this field: it must be valid but decides nothing.
        fields.optionalChoice("type", TYPES);
        fields.check();
        return new IncomingMessage(
                caller.organizationId(),
                new Entrance.ApiKey(caller.apiKeyId()),
                sentTo(identifier),
                Message.pushed(content),
                source,
                run,
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS),
                null);
    }

    /** The id in a field; an empty one counts as absent. */
    private static @Nullable String id(JsonFields fields, String field) {
        String id = fields.optionalCleanString(field, TextLimit.ID);
        return id == null || id.isEmpty() ? null : id;
    }

    /** A bare e-mail address is kept stripped and in lower case, anything else exactly as it was sent. */
    static SentTo sentTo(String sent) {
        Identifier identifier = Identifier.of(sent);
        boolean bare = identifier instanceof Identifier.Email(String normalised)
                && normalised.equals(sent.strip().toLowerCase(Locale.ROOT));
        return bare ? SentTo.normalised(identifier) : new SentTo(sent, identifier);
    }
}
