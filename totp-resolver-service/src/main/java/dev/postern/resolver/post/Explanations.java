package dev.postern.resolver.post;

import dev.postern.events.ChannelPosted.Verdict;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person can do about a post that was not taken: docs/channels.md, "Why a post is refused". */
final class Explanations {
    private static final Map<String, String> BY_REASON = Map.ofEntries(
            Map.entry(
                    "missing_signature",
                    "It carried no signature or secret. Switch signing on at the provider, or enter the secret there."),
            Map.entry(
                    "bad_signature",
                    "The signature was made with another secret, or over another address than the one it was checked"
                            + " over (signed_over). Compare both with what the provider has."),
            Map.entry(
                    "stale_timestamp",
                    "It was signed too long ago, or in the future. Look at this machine's clock; a post that somebody"
                            + " kept and sent again is refused so too."),
            Map.entry("body_hash_mismatch", "The body was changed on its way."),
            Map.entry("envelope_hash_mismatch", "The mail or its envelope was changed on its way."),
            Map.entry(
                    "unknown_algorithm",
                    "The provider names a signing algorithm that Postern does not know. Choose another one at the"
                            + " provider."),
            Map.entry(
                    "unknown_key",
                    "The provider signed with a key whose name the channel does not have. Add it to the secrets as"
                            + " name=key."),
            Map.entry("replayed", "What is good for one post, a nonce or a token, came again."),
            Map.entry("topic_not_allowed", "It came from an SNS topic that the setting topics does not name."),
            Map.entry("cert_url_not_allowed", "The address of the signing certificate is not Amazon's."),
            Map.entry("cert_invalid", "The signing certificate has ended, or is not Amazon's."),
            Map.entry("subscribe_url_not_allowed", "The address that confirms the subscription is not Amazon's."),
            Map.entry(
                    "content_elsewhere",
                    "The mail itself was put elsewhere. Let the receipt rule put it into the message."),
            Map.entry(
                    "not_understood",
                    "It is genuine, and in a form that is not known. Look at the provider's settings."),
            Map.entry("too_large", "It is longer than the provider's messages are."),
            Map.entry("too_slow", "Its body came too slowly."),
            Map.entry("unreadable", "It could not be read."),
            Map.entry("channel_changed", "The channel was changed while the post was read."),
            Map.entry("rate_limited", "More came than the organisation or the channel may post in a minute."),
            Map.entry("broker_away", "The message broker was out of reach. The sender was told to send it again."),
            Map.entry(
                    "spool_full",
                    "The message broker was out of reach, and the disk space for what is kept meanwhile was used up."
                            + " The sender was told to send it again."),
            Map.entry(
                    "spool_failed",
                    "The message broker was out of reach, and the disk did not take what is kept meanwhile. The log of"
                            + " code-ingest-service says more. The sender was told to send it again."),
            Map.entry("overloaded", "Too much was being taken in at once. The sender was told to send it again."),
            Map.entry("stopping", "The service was stopping. The sender was told to send it again."),
            Map.entry("no_room", "Too many mails were being read at once. The sender was told to send it again."),
            Map.entry("undecided", "Something it names could not be fetched. The sender was told to send it again."),
            Map.entry("failure", "Postern failed. Its log says more. The sender was told to send it again."),
            Map.entry(
                    "no_candidate",
                    "Nothing in it looks like a code. It is among the unparsed messages (/v1/messages)."),
            Map.entry(
                    "ambiguous",
                    "Several values are equally likely. It is among the unparsed messages (/v1/messages), where a"
                            + " person picks one."),
            Map.entry(
                    "sign_in_refused",
                    "The mailbox's server takes neither the user nor the password or refresh token. Postern asks it"
                            + " again in a while, or as soon as the channel is changed."),
            Map.entry(
                    "address_not_allowed",
                    "The server's address is in a network that Postern may not call."
                            + " POSTERN_OUTBOUND_UNSAFE_ALLOWED_NETWORKS allows one."),
            Map.entry("out_of_reach", "There is no such server, or it does not answer. Postern tries again."),
            Map.entry("tls_failed", "The connection cannot be secured. Look at the port and at the setting security."),
            Map.entry("no_such_folder", "A folder of the setting folders is not there."),
            Map.entry("broken_off", "The server broke off. Postern connects again."),
            Map.entry("not_taken", "Postern could not take mails in. It reads them again."),
            Map.entry(
                    "mail_put_aside",
                    "A mail could not be taken again and again. It stays in the mailbox, and the others are taken. The"
                            + " log of code-ingest-service says more."),
            Map.entry("part", "It is a part of a long text. The text is read once all of its parts have come."),
            Map.entry(
                    "forwarding_setup",
                    "It asks a person to confirm a forwarding. Its link is among the unparsed messages"
                            + " (/v1/messages)."));

    private Explanations() {}

    /** All reasons that have a sentence. */
    static Set<String> reasons() {
        return BY_REASON.keySet();
    }

    /** A sentence; null when there is nothing to say. */
    static @Nullable String of(Verdict verdict, @Nullable String reason, PostAnswer.@Nullable Mismatch mismatch) {
        if ("bad_signature".equals(reason) && mismatch != null) {
            return "The signature was checked over " + mismatch.signed() + ", and the post came to "
                    + mismatch.arrived()
                    + ". If the provider has the latter, set POSTERN_PUBLIC_URL, or posted_url of the channel, to it.";
        }
        if (verdict == Verdict.DUPLICATE) {
            return "The message was taken before; nothing was added.";
        }
        if (verdict == Verdict.NOTHING) {
            return "It is genuine and holds no text, such as a picture or a receipt.";
        }
        return reason == null ? null : BY_REASON.get(reason);
    }
}
