package dev.postern.resolver.message;

import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.RunScope;
import dev.postern.events.WireNamed;
import dev.postern.events.message.MatchKey;
import dev.postern.events.message.Receipt;
import dev.postern.events.message.ReceivedMessage;
import dev.postern.events.message.SealedContent;
import dev.postern.events.message.SealedIdentifier;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.paging.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code messages}: the event as it came, and what became of it.
 *
 * @param id {@code totp_…}: the id of the event and of the code that it may become
 * @param reason why nothing was taken from it, in the extractor's words
 * @param subjectLength the length of a mail's subject, at the beginning of the content; 0 without a subject
 */
public record StoredMessage(
        String id,
        String organizationId,
        String matchKey,
        String reason,
        MessageState state,
        @Nullable String source,
        RunScope run,
        Instant receivedAt,
        @Nullable Instant expiresAt,
        Origin origin,
        String identifierMasked,
        String identifierSealed,
        String contentSealed,
        boolean contentTruncated,
        int subjectLength,
        boolean bodyIsHtml) {

    /** The columns that {@link #read} needs, of a table or alias {@code m}. */
    static final String COLUMNS = """
            m.totp_code_id, m.organization_id, m.match_key, m.reason, m.state, m.source, m.task_id, m.workflow_id,
            m.workflow_run_id, m.received_at, m.expires_at, m.channel_id, m.sender_masked, m.sender_sealed,
            m.sender_keys, m.identifier_masked, m.identifier_sealed, m.content_sealed, m.content_truncated,
            m.subject_length, m.body_is_html""";

    /** The reason of a message that asks a person to confirm a forwarding. */
    static final String FORWARDING_SETUP = "forwarding_setup";

    /** Where a list that ended with this message continues. */
    public Cursor place() {
        return new Cursor(receivedAt, id);
    }

    static StoredMessage read(ResultSet row) throws SQLException {
        return new StoredMessage(
                row.getString("totp_code_id"),
                row.getString("organization_id"),
                row.getString("match_key"),
                row.getString("reason"),
                WireNamed.of(MessageState.class, row.getString("state")),
                row.getString("source"),
                new RunScope(row.getString("task_id"), row.getString("workflow_id"), row.getString("workflow_run_id")),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                time(row, "expires_at"),
                new Origin(
                        row.getString("channel_id"),
                        row.getString("sender_masked"),
                        row.getString("sender_sealed"),
                        senderKeys(row)),
                row.getString("identifier_masked"),
                row.getString("identifier_sealed"),
                row.getString("content_sealed"),
                row.getBoolean("content_truncated"),
                row.getInt("subject_length"),
                row.getBoolean("body_is_html"));
    }

    /**
     * A part of a long text as if it were a message.
     *
     * @param contentSealed a text sealed to the part's place
     */
    public static StoredMessage ofPart(
            MessageUnparsed part, String contentSealed, Instant receivedAt, boolean contentTruncated) {
        Origin origin = part.origin() == null ? new Origin(null, null, null, List.of()) : part.origin();
        return new StoredMessage(
                part.totpCodeId(),
                part.organizationId(),
                part.matchKey(),
                part.reason(),
                MessageState.OPEN,
                part.source(),
                part.run(),
                receivedAt,
                part.expiresAt(),
                new Origin(origin.channelId(), origin.senderMasked(), origin.senderSealed(), origin.senderKeys()),
                part.identifierMasked(),
                part.identifierSealed(),
                contentSealed,
                contentTruncated,
                0,
                false);
    }

    /** Whether it is for a person who sets up mail, and not for a login. */
    public boolean setsUpForwarding() {
        return reason.equals(FORWARDING_SETUP);
    }

    /** As the events of the message say it. */
    public ReceivedMessage received() {
        return new ReceivedMessage(
                new Receipt(id, receivedAt),
                organizationId,
                new SealedIdentifier(new MatchKey(matchKey), identifierMasked, identifierSealed),
                source,
                run,
                expiresAt,
                origin,
                new SealedContent(contentSealed, contentTruncated));
    }

    /** The place to which one of its fields is sealed; a code made of the message has this place too. */
    public SealedField place(String field) {
        return new SealedField(organizationId, id, field);
    }

    /** The id of its workflow run or task, by which others may know whom it is for; null when it has neither. */
    @Nullable String publicRun() {
        return run.workflowRunId() != null ? run.workflowRunId() : run.taskId();
    }

    private static List<String> senderKeys(ResultSet row) throws SQLException {
        return Arrays.asList((String[]) row.getArray("sender_keys").getArray());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
