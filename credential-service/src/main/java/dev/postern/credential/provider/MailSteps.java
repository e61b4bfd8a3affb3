package dev.postern.credential.provider;

import java.util.List;

/** What to enter at each provider of mails, or of anything, in the order in which its pages ask for it. */
final class MailSteps {
    static final List<SetupStep> MIME = List.of(
            new SetupStep("Address to POST to", "{address}", "The body is the whole mail as it came, RFC 5322."),
            new SetupStep("Header Content-Type", "message/rfc822", "What it is."),
            new SetupStep("Header X-Envelope-From", "the envelope's sender, or empty", "Who sent it."),
            new SetupStep("Header X-Envelope-To", "the envelope's recipient", "To whom it was sent."),
            new SetupStep(
                    "Headers webhook-id, webhook-timestamp, webhook-signature",
                    "as Standard Webhooks says, with the id cf_ and the first 32 hex digits of SHA-256(from, line "
                            + "feed, to, line feed, mail)",
                    "Without a secret they are not needed. docs/channels.md has a Cloudflare Email Worker that does "
                            + "it."));

    static final List<SetupStep> SENDGRID = List.of(
            new SetupStep(
                    "Inbound Parse: Destination URL",
                    "{address}",
                    "With a secret user:password instead of a public key: {address-with-secret}."),
            new SetupStep("POST the raw, full MIME message", "on", "The mail as it came. The parsed form is read too."),
            new SetupStep("Security policy", "with signature", "Its public key is the channel's secret."));

    static final List<SetupStep> MAILGUN = List.of(
            new SetupStep(
                    "Route: forward",
                    "{address}/mime",
                    "With /mime at its end the whole mail comes. Without it the parsed form is read."),
            new SetupStep("Route: or store and notify", "{address}", "The parsed form is read."));

    static final List<SetupStep> POSTMARK = List.of(SetupStep.addressWithSecret("Inbound stream: Webhook"));

    static final List<SetupStep> SES = List.of(
            new SetupStep(
                    "Receipt rule: action",
                    "Publish to Amazon SNS topic, encoding Base64",
                    "The whole mail comes, up to 150 KB. A mail that is put into S3 is refused, since only its place"
                            + " is told."),
            SetupStep.SNS_SUBSCRIPTION,
            SetupStep.SNS_RAW_DELIVERY,
            SetupStep.SNS_SIGNATURE);

    static final List<SetupStep> CLOUDMAILIN = List.of(
            SetupStep.addressWithSecret("Target"),
            new SetupStep("Post format", "Raw", "JSON and Multipart Normalized are read too."));

    static final List<SetupStep> RESEND = List.of(
            new SetupStep("Webhooks: Endpoint URL", "{address}", "Event email.received."),
            new SetupStep(
                    "API keys: key with full access",
                    "as a second secret of the channel",
                    "A post holds no text. The mail is fetched with this key. Without it only the subject is known."));

    static final List<SetupStep> BREVO = List.of(
            SetupStep.addressWithSecret("Inbound webhook: url"),
            new SetupStep(
                    "Inbound webhook: type, events", "inbound, inboundEmailProcessed", "One post for each mail."));

    static final List<SetupStep> MANDRILL = List.of(
            new SetupStep(
                    "Inbound domain: Route, POST to URL",
                    "{address}",
                    "Mandrill asks the address whether it is there, and is answered."),
            new SetupStep(
                    "Key",
                    "as the secret of the channel",
                    "It proves that a post is Mandrill's. It covers the address to the letter: with user and "
                            + "password in it, set the channel's posted_url."));

    static final List<SetupStep> STANDARD_WEBHOOKS = List.of(
            new SetupStep("Endpoint URL", "{address}", "A message in JSON."),
            new SetupStep(
                    "Fields",
                    "the channel's settings",
                    "JSON pointers such as /data/text say where text, sender and recipient stand."));

    static final List<SetupStep> PUSH = List.of(
            new SetupStep(
                    "Address to POST to",
                    "{address}",
                    "JSON or a form with text, and if known sender, recipient, subject, html and id."),
            new SetupStep(
                    "Header Authorization",
                    "Bearer and the channel's secret",
                    "Without a secret the address alone is the proof."),
            new SetupStep(
                    "Fields",
                    "the channel's settings",
                    "JSON pointers such as /message/text say where fields of other names stand; in a form /Body is "
                            + "the field Body."));

    static final List<SetupStep> SMTP = List.of(
            new SetupStep(
                    "Mail addresses, and domains with all their addresses",
                    "{addresses}",
                    "Give them to the sites that send codes, or forward mails to them. The channel's url is not used."),
            new SetupStep(
                    "Mail server, or MX record of the domain",
                    "host and port of Postern's SMTP listener",
                    "The operator turns it on: POSTERN_INGEST_SMTP_ENABLED. It takes mail for the channel's addresses"
                            + " and refuses all others."),
            new SetupStep(
                    "Authentication",
                    "user and password of the channel's secret",
                    "Only when the channel has a secret. Mail without it is refused then."));

    static final List<SetupStep> IMAP = List.of(
            new SetupStep(
                    "Mailbox", "{user} at {server}", "Mails that come there are taken. The channel's url is not used."),
            new SetupStep(
                    "Mailbox: IMAP access",
                    "on",
                    "Postern signs in and waits for new mails. Mails that came before the channel was made are not read."),
            new SetupStep(
                    "Mailbox: app password",
                    "as the secret of the channel",
                    "Gmail, iCloud, Yahoo and Fastmail want one in place of the account's password. Microsoft 365 wants"
                            + " OAuth: set oauth and client_id, and give the refresh token as the secret."));

    private MailSteps() {}
}
