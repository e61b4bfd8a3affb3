package dev.postern.ingest.webhook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Received;
import dev.postern.ingest.post.Post;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a test message arrived.
 *
 * @param channelId the channel
 * @param signed whether it was signed, or carried a secret, as the provider's posts do
 * @param verdict what became of it
 * @param reason why; null when there is nothing to say
 * @param totpIdentifier the identifier that it came to; null when it was not taken
 * @param code what was found; null for nothing
 * @param totpCodeId the id of its event and of its entry in the lists; null when it was not taken
 * @param address the address that the provider must have been given, with the token masked; of a channel that gets mails by SMTP or
 *     from a mailbox its mail addresses, or the mailbox
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ChannelTest", description = "Where a test message arrived")
record ChannelTestAnswer(
        String channelId,

        @Schema(
                description =
                        "Whether it was signed, or carried a secret, as the provider's posts do. False where only the provider can sign, and for a channel without secrets")
        boolean signed,

        @Schema(enumeration = {"accepted", "no_code", "duplicate", "nothing", "refused", "unavailable"})
        Verdict verdict,

        @Schema(description = "Why it was refused, or holds no code; null when there is nothing to say") @Nullable String reason,

        @Schema(description = "The identifier that it came to; null when it was not taken") @Nullable String totpIdentifier,

        @Schema(
                description =
                        "The code or link that was found. It is bound to a run that nobody has, and no login gets it")
        @Nullable String code,

        @Schema(description = "The id of its event and of its entry in the lists; null when it was not taken") @Nullable String totpCodeId,

        @Schema(
                description =
                        "The address that the provider must have been given, its token masked. For smtp the mail addresses, for imap the mailbox"
                                + " and its server")
        String address) {

    static ChannelTestAnswer of(Channel channel, TryChannel.Tried tried, String address) {
        Post note = tried.taken().note();
        Received received = note.received();
        return new ChannelTestAnswer(
                channel.channelId(),
                tried.signed(),
                note.verdict(),
                note.reason(),
                note.identifier() == null || received == null
                        ? null
                        : note.identifier().normalised(),
                received instanceof Received.Parsed parsed ? parsed.value() : null,
                switch (received) {
                    case Received.Parsed parsed -> parsed.receipt().totpCodeId();
                    case Received.Unparsed unparsed -> unparsed.receipt().totpCodeId();
                    case Received.Part part -> part.receipt().totpCodeId();
                    case Received.TooLongToKeep _ -> null;
                    case null -> null;
                },
                address);
    }

    @Override
    public String toString() {
        return "ChannelTestAnswer[channelId=" + channelId + ", verdict=" + verdict + ", ***]";
    }
}
