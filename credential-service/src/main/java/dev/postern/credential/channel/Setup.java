package dev.postern.credential.channel;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to enter at a provider so that it posts to a channel. */
final class Setup {

    private Setup() {}

    /**
     * One setting.
     *
     * @param setting what it is called there
     * @param value what to enter
     * @param why what it is good for
     */
    @Schema(name = "ChannelSetupStep")
    record Step(String setting, String value, String why) {
        @Override
        public String toString() {
            return "Step[setting=" + setting + ", ***]";
        }
    }

    static List<Step> of(Provider provider, String url) {
        return switch (provider) {
            case TWILIO -> twilio(url);
            case MIME -> mime(url);
        };
    }

    /** Twilio's console, Phone Numbers, Messaging configuration; the fragment is its "connection overrides". */
    private static List<Step> twilio(String url) {
        return List.of(
                new Step(
                        "A message comes in: Webhook",
                        url + "#rc=5&rp=all",
                        "The part after # lets Twilio try again five times on any error; by default it tries again only when it"
                                + " cannot connect."),
                new Step("HTTP method", "HTTP POST", "HTTP GET works too, but puts the text into the address."),
                new Step(
                        "Primary handler fails: Webhook",
                        url,
                        "A second chance within Twilio's 15 seconds. Texts are known by their MessageSid and never taken twice."));
    }

    private static List<Step> mime(String url) {
        return List.of(
                new Step("Address to POST to", url, "The body is the whole mail as it came, RFC 5322."),
                new Step("Header Content-Type", "message/rfc822", "What it is."),
                new Step("Header X-Envelope-From", "the envelope's sender, or empty", "Who sent it."),
                new Step("Header X-Envelope-To", "the envelope's recipient", "To whom it was sent."),
                new Step(
                        "Headers webhook-id, webhook-timestamp, webhook-signature",
                        "as Standard Webhooks says, with the id cf_ and the first 32 hex digits of"
                                + " SHA-256(from, line feed, to, line feed, mail)",
                        "Without a secret they are not needed. docs/channels.md has a Cloudflare Email Worker that does it."));
    }
}
