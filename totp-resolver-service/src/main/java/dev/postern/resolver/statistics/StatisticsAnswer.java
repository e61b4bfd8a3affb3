package dev.postern.resolver.statistics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an organisation's codes in whole hours.
 *
 * @param from the first hour's beginning
 * @param to the end that was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record StatisticsAnswer(
        Instant from,
        Instant to,

        @Schema(description = "Messages that carried a code or a link")
        long received,

        @Schema(description = "Messages in which none was found")
        long unparsed,

        @Schema(description = "The 20 sources with most codes; the others together as `…`")
        List<SourceHour> codesPerHour,

        @Schema(description = "How long logins waited for received codes, from their requests on")
        DeliveryTimes requestedToDelivered,

        @Schema(
                description =
                        "How long logins waited, by the hour in which they got their codes; hours without any are left out")
        List<HourOfWaits> waitsPerHour,

        @Schema(description = "Codes that came while their logins waited: from the receipt to the hand-out")
        DeliveryTimes receivedToDelivered,

        @Schema(description = "Codes that came before their requests: how long they lay until these were made")
        DeliveryTimes receivedToRequested,

        List<UnparsedReason> unparsedByReason,

        @Schema(
                description =
                        "In how many messages of a channel a code was found, and in how many none; the 100 with most messages")
        List<ChannelReading> readByChannel,

        @Schema(
                description =
                        "In how many messages of a sender a code was found, and in how many none; the 100 with most messages")
        List<SenderReading> readBySender,

        @Schema(description = "Codes that sites refused, by who sent them; the 100 with most")
        List<RejectedSender> rejectedBySender,

        @Schema(description = "When each inbound channel last brought a message, whenever that was; the newest 200")
        List<ChannelActivity> channels) {

    StatisticsAnswer {
        codesPerHour = List.copyOf(codesPerHour);
        waitsPerHour = List.copyOf(waitsPerHour);
        readByChannel = List.copyOf(readByChannel);
        readBySender = List.copyOf(readBySender);
        unparsedByReason = List.copyOf(unparsedByReason);
        rejectedBySender = List.copyOf(rejectedBySender);
        channels = List.copyOf(channels);
    }

    /** The codes of one label in one hour. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SourceHour(
            Instant hour,

            @Schema(description = "The pusher's label; null when there was none") @Nullable String source,

            long codes) {}

    /** How long the logins waited that got their codes in one hour. */
    @JsonNaming(SnakeCaseStrategy.class)
    record HourOfWaits(
            Instant hour,
            long deliveries,

            @Schema(description = "In milliseconds, to within 9 %; as is the other") @Nullable Long p50Ms,

            @Nullable Long p99Ms) {
        static HourOfWaits of(Instant hour, DeliveryTimes times) {
            return new HourOfWaits(hour, times.deliveries(), times.p50Ms(), times.p99Ms());
        }
    }

    /** What was found in one channel's messages. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ChannelReading(String channelId, long read, long unread) {}

    /** What was found in one sender's messages. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SenderReading(String senderMasked, long read, long unread) {}

    /** The messages with one reason. */
    @JsonNaming(SnakeCaseStrategy.class)
    record UnparsedReason(String reason, long messages) {}

    /** The refused codes of one sender. */
    @JsonNaming(SnakeCaseStrategy.class)
    record RejectedSender(
            @Schema(description = "Null when it is not known") @Nullable String senderMasked,

            long codes) {}

    /** The last message of one channel. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ChannelActivity(String channelId, Instant lastMessageAt) {}
}
