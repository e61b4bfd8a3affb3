package dev.postern.resolver.post;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.ChannelPosted.Verdict;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A post to a channel as its owner sees it. It shows masked values only.
 *
 * @param postId its id
 * @param postedAt when it came
 * @param verdict what became of it
 * @param reason why it was refused, was not taken, or holds no code; null when there is nothing to say
 * @param explanation a sentence for people; null when there is nothing to say
 * @param posts how many posts the entry stands for
 * @param bytes the length of its body; null when it was not read
 * @param providerMessageId the provider's own id of the message; null when it was not read
 * @param totpCodeId the message in the lists; null when none was taken
 * @param identifierMasked whom it is for; null when that is not known
 * @param codeMasked what was found; null for nothing
 * @param signedOver what a refused signature was checked over; null for other posts
 * @param arrivedAt where a refused post came to; null for other posts
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ChannelPost", description = "A post to a channel, with masked values only")
record PostAnswer(
        String postId,
        Instant postedAt,

        @Schema(
                enumeration = {
                    "accepted",
                    "no_code",
                    "duplicate",
                    "nothing",
                    "refused",
                    "unavailable",
                    "connected",
                    "failed"
                })
        Verdict verdict,

        @Schema(description = "Why it was refused, was not taken, or holds no code; null when there is nothing to say")
        @Nullable String reason,

        @Schema(description = "A sentence for people; null when there is nothing to say") @Nullable String explanation,

        @Schema(description = "How many posts the entry stands for: more than one for the rest of a flood")
        long posts,

        @Schema(description = "The length of its body; null when it was not read") @Nullable Integer bytes,

        @Schema(description = "The provider's own id of the message; null when it was not read") @Nullable String providerMessageId,

        @Schema(description = "The message, in /v1/codes or /v1/messages; null when none was taken") @Nullable String totpCodeId,

        @Schema(description = "Whom it is for, masked; null when that is not known") @Nullable String identifierMasked,

        @Schema(description = "What was found, masked; null for nothing") @Nullable String codeMasked,

        @Schema(description = "What a refused signature was checked over, as Postern has it; null for other posts")
        @Nullable Address signedOver,

        @Schema(description = "Where a refused post came to, as its headers say; null for other posts") @Nullable Address arrivedAt) {

    /** An address without its query, its token masked. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ChannelPostAddress")
    record Address(
            @Nullable String scheme,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String path) {

        static @Nullable Address of(Map<String, String> details, String prefix) {
            Address address = new Address(
                    details.get(prefix + "_scheme"),
                    details.get(prefix + "_host"),
                    port(details.get(prefix + "_port")),
                    details.get(prefix + "_path"));
            return address.host == null && address.path == null ? null : address;
        }

        private static @Nullable Integer port(@Nullable String port) {
            return port == null ? null : Integer.valueOf(port);
        }
    }

    /** Two hosts, with their ports, that should be one. */
    record Mismatch(String signed, String arrived) {
        static @Nullable Mismatch of(@Nullable Address signed, @Nullable Address arrived) {
            if (signed == null || arrived == null || signed.host == null || arrived.host == null) {
                return null;
            }
            boolean usual = signed.port == null || signed.port == 443 || signed.port == 80;
            String host = usual ? signed.host : signed.host + ":" + signed.port;
            return host.equalsIgnoreCase(arrived.host) ? null : new Mismatch(host, arrived.host);
        }
    }

    @Override
    public String toString() {
        return "PostAnswer[postId=" + postId + ", verdict=" + verdict + ", ***]";
    }
}
