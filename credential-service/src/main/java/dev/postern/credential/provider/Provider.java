package dev.postern.credential.provider;

import dev.postern.platform.body.Choices;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The providers that can post to a channel, and what a channel of each needs. The first is the most used; the order is that of the
 * API's document.
 */
// Lists that cannot be changed are of a type that can.
@SuppressWarnings("ImmutableEnumChecker")
public enum Provider {
    /** Twilio. The secrets are auth tokens, and shared keys as {@code name=key}. */
    TWILIO(
            "twilio",
            Carries.TEXT,
            true,
            new SecretRule(1, SecretForm.TEXT),
            List.of(),
            new SetupStep(
                    "A message comes in: Webhook",
                    "{address}#rc=5&rp=all",
                    "The part after # lets Twilio try again five times on any error; by default it tries again only "
                            + "when it cannot connect."),
            new SetupStep("HTTP method", "HTTP POST", "HTTP GET works too, but puts the text into the address."),
            new SetupStep(
                    "Primary handler fails: Webhook",
                    "{address}",
                    "A second chance within Twilio's 15 seconds. Texts are known by their MessageSid and never taken"
                            + " twice.")),
    /** A whole mail, posted by a program such as a Cloudflare Email Worker. Signed if the channel has a secret. */
    MIME(
            "mime",
            Carries.MAIL,
            true,
            new SecretRule(0, SecretForm.SIGNING_SECRET),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Address to POST to", "{address}", "The body is the whole mail as it came, RFC 5322."),
            new SetupStep("Header Content-Type", "message/rfc822", "What it is."),
            new SetupStep("Header X-Envelope-From", "the envelope's sender, or empty", "Who sent it."),
            new SetupStep("Header X-Envelope-To", "the envelope's recipient", "To whom it was sent."),
            new SetupStep(
                    "Headers webhook-id, webhook-timestamp, webhook-signature",
                    "as Standard Webhooks says, with the id cf_ and the first 32 hex digits of SHA-256(from, line "
                            + "feed, to, line feed, mail)",
                    "Without a secret they are not needed. docs/channels.md has a Cloudflare Email Worker that does "
                            + "it.")),
    /** Vonage, SMS and Messages API. The secret is the account's signature secret. */
    VONAGE(
            "vonage",
            Carries.TEXT,
            true,
            new SecretRule(0, SecretForm.TEXT),
            List.of(ChannelSetting.SIGNATURE_METHOD, ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep(
                    "API settings: Inbound SMS webhooks",
                    "{address}",
                    "For the Messages API, enter it as the application's Inbound URL."),
            new SetupStep("API settings: Webhook format", "POST-JSON", "POST and GET work too."),
            new SetupStep(
                    "API settings: Signature method",
                    "SHA-256 HMAC",
                    "With another method, set the channel's signature_method.")),
    /** Telnyx. The secret is the account's public key. */
    TELNYX(
            "telnyx",
            Carries.TEXT,
            true,
            new SecretRule(1, SecretForm.ED25519_KEY),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Messaging profile: Send a webhook to this URL", "{address}", "Telnyx tries three times."),
            new SetupStep(
                    "Messaging profile: Failover URL", "{address}", "Three more tries. A text is never taken twice."),
            new SetupStep("Webhook API version", "API v2", "The form that is read.")),
    /** Plivo. The secrets are auth tokens. The signature does not cover the text. */
    PLIVO(
            "plivo",
            Carries.TEXT,
            false,
            new SecretRule(1, SecretForm.TEXT),
            List.of(),
            new SetupStep(
                    "Messaging application: Message URL",
                    "{address}",
                    "Keep it secret: the signature covers the address alone."),
            new SetupStep("Message method", "POST", "GET puts the text into the address.")),
    /** Bird and MessageBird. The secret is the signing key. */
    BIRD(
            "bird",
            Carries.TEXT,
            true,
            new SecretRule(1, SecretForm.TEXT),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep(
                    "Webhook subscription: URL",
                    "{address}",
                    "Event sms.inbound. With MessageBird's Flow Builder, enter it at the step that forwards to a "
                            + "URL, as POST."),
            new SetupStep(
                    "Webhook subscription: Signing key", "the channel's secret", "It proves that a post is Bird's.")),
    /** Sinch. The secret is that of the HMAC, or {@code user:password}. */
    SINCH(
            "sinch",
            Carries.TEXT,
            true,
            new SecretRule(0, SecretForm.TEXT),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Service plan: Callback URL", "{address}", "Where incoming texts are posted."),
            new SetupStep(
                    "Callback authentication",
                    "HMAC, or Basic",
                    "Sinch's support turns it on. Without a secret the address alone is the proof.")),
    /** Infobip. The secret is {@code user:password} or a token. */
    INFOBIP(
            "infobip",
            Carries.TEXT,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(),
            new SetupStep("Number: Inbound configuration, Forward to HTTP", "{address}", "Format MO_JSON_2."),
            new SetupStep(
                    "Authentication",
                    "Basic, with the channel's secret user:password",
                    "Without a secret the address alone is the proof.")),
    /** AWS End User Messaging, two-way text messages through SNS. Signed by Amazon. */
    AWS_SMS(
            "aws-sms",
            Carries.TEXT,
            true,
            new SecretRule(0, SecretForm.TEXT),
            List.of(ChannelSetting.TOPICS),
            SetupStep.SNS_SUBSCRIPTION,
            SetupStep.SNS_RAW_DELIVERY,
            SetupStep.SNS_SIGNATURE,
            new SetupStep("Phone number: Two-way SMS", "the topic", "Where incoming texts go.")),
    /** SendGrid Inbound Parse. The secret is the public key of the security policy, or {@code user:password}. */
    SENDGRID(
            "sendgrid",
            Carries.MAIL,
            true,
            new SecretRule(0, SecretForm.TEXT),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep(
                    "Inbound Parse: Destination URL",
                    "{address}",
                    "With a secret user:password instead of a public key: {address-with-secret}."),
            new SetupStep("POST the raw, full MIME message", "on", "The mail as it came. The parsed form is read too."),
            new SetupStep("Security policy", "with signature", "Its public key is the channel's secret.")),
    /** Mailgun Routes. The secret is the HTTP webhook signing key. The signature does not cover the mail. */
    MAILGUN(
            "mailgun",
            Carries.MAIL,
            false,
            new SecretRule(1, SecretForm.TEXT),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep(
                    "Route: forward",
                    "{address}/mime",
                    "With /mime at its end the whole mail comes. Without it the parsed form is read."),
            new SetupStep("Route: or store and notify", "{address}", "The parsed form is read.")),
    /** Postmark. The secret is {@code user:password}. */
    POSTMARK(
            "postmark",
            Carries.MAIL,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(),
            SetupStep.addressWithSecret("Inbound stream: Webhook")),
    /** Amazon SES through SNS, with the mail in the message. Signed by Amazon. */
    SES(
            "ses",
            Carries.MAIL,
            true,
            new SecretRule(0, SecretForm.TEXT),
            List.of(ChannelSetting.TOPICS),
            new SetupStep(
                    "Receipt rule: action",
                    "Publish to Amazon SNS topic, encoding Base64",
                    "The whole mail comes, up to 150 KB. A mail that is put into S3 is refused, since only its place"
                            + " is told."),
            SetupStep.SNS_SUBSCRIPTION,
            SetupStep.SNS_RAW_DELIVERY,
            SetupStep.SNS_SIGNATURE),
    /** CloudMailin. The secret is {@code user:password}. */
    CLOUDMAILIN(
            "cloudmailin",
            Carries.MAIL,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(),
            SetupStep.addressWithSecret("Target"),
            new SetupStep("Post format", "Raw", "JSON and Multipart Normalized are read too.")),
    /** Resend. The secrets are the webhook's signing secret and the API key with which mails are fetched. */
    RESEND(
            "resend",
            Carries.MAIL,
            true,
            new SecretRule(1, SecretForm.SIGNING_SECRET_OR_API_KEY),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Webhooks: Endpoint URL", "{address}", "Event email.received."),
            new SetupStep(
                    "API keys: key with full access",
                    "as a second secret of the channel",
                    "A post holds no text. The mail is fetched with this key. Without it only the subject is known.")),
    /** Brevo. The secret is {@code user:password} or a token. */
    BREVO(
            "brevo",
            Carries.MAIL,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(),
            SetupStep.addressWithSecret("Inbound webhook: url"),
            new SetupStep(
                    "Inbound webhook: type, events", "inbound, inboundEmailProcessed", "One post for each mail.")),
    /** Mandrill (Mailchimp Transactional). The secret is the webhook's key. */
    MANDRILL(
            "mandrill",
            Carries.MAIL,
            true,
            new SecretRule(1, SecretForm.TEXT),
            List.of(),
            new SetupStep(
                    "Inbound domain: Route, POST to URL",
                    "{address}",
                    "Mandrill asks the address whether it is there, and is answered."),
            new SetupStep(
                    "Key",
                    "as the secret of the channel",
                    "It proves that a post is Mandrill's. It covers the address to the letter: with user and "
                            + "password in it, set the channel's posted_url.")),
    /** Any sender that signs as Standard Webhooks or Svix. The secret is theirs. */
    STANDARD_WEBHOOKS(
            "standard-webhooks",
            Carries.MAIL,
            true,
            new SecretRule(1, SecretForm.WEBHOOK_KEY),
            ChannelSetting.andFields(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Endpoint URL", "{address}", "A message in JSON."),
            new SetupStep(
                    "Fields",
                    "the channel's settings",
                    "JSON pointers such as /data/text say where text, sender and recipient stand.")),
    /** The Android app SMS Gateway of capcom6. The secret is its signing key. */
    SMS_GATEWAY(
            "sms-gateway",
            Carries.TEXT,
            true,
            new SecretRule(1, SecretForm.TEXT),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Webhooks: URL", "{address}", "Event sms:received."),
            new SetupStep(
                    "Settings: Webhooks, Signing key",
                    "the channel's secret",
                    "Set a long one: by default it has eight characters.")),
    /** The Android app Incoming SMS to URL forwarder of bogkonstantin. The secret stands in a header. */
    INCOMING_SMS(
            "incoming-sms",
            Carries.TEXT,
            false,
            new SecretRule(0, SecretForm.TEXT),
            ChannelSetting.andFields(ChannelSetting.HEADER),
            new SetupStep("Webhook URL", "{address}", "Where texts are posted."),
            new SetupStep(
                    "Headers",
                    "{\"X-Webhook-Secret\": \"the channel's secret\"}",
                    "Without a secret the address alone is the proof.")),
    /** The Android app SmsForwarder of pppscn. The secret is that of the signature, which does not cover the text. */
    SMSFORWARDER(
            "smsforwarder",
            Carries.TEXT,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            new SetupStep("Sender: Webhook, WebServer", "{address}", "Method POST. Leave the parameters empty."),
            new SetupStep("Secret", "the channel's secret", "Without a secret the address alone is the proof."),
            new SetupStep("Retry times", "5", "By default it does not try again.")),
    /** httpSMS. The secret is the webhook's signing key. The signature does not cover the text. */
    HTTPSMS(
            "httpsms",
            Carries.TEXT,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(),
            new SetupStep("Webhooks: Callback URL", "{address}", "Event message.phone.received."),
            new SetupStep("Webhooks: Signing key", "the channel's secret", "It proves that a post is httpSMS's.")),
    /** An automation of the iPhone's app Shortcuts. The secret is a token. */
    SHORTCUTS(
            "shortcuts",
            Carries.TEXT,
            false,
            new SecretRule(0, SecretForm.TEXT),
            List.of(),
            new SetupStep(
                    "Automation: Message, Message contains",
                    "a single blank, Run immediately",
                    "Every text starts it."),
            new SetupStep(
                    "Get Contents of URL",
                    "{address}",
                    "Method POST, request body JSON with text (the message), sender and recipient (your number)."),
            new SetupStep(
                    "Headers: Authorization",
                    "Bearer and the channel's secret",
                    "Without a secret the address alone is the proof.")),
    /** Any program that posts JSON or a form, such as Zapier, Make, n8n or Power Automate. The secret is a token. */
    PUSH(
            "push",
            Carries.MAIL,
            false,
            new SecretRule(0, SecretForm.TEXT),
            ChannelSetting.andFields(ChannelSetting.HEADER),
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
                            + "the field Body.")),
    /** A mail server that delivers to Postern's own listener. The secrets are {@code user:password}. */
    SMTP(
            "smtp",
            Carries.MAIL,
            false,
            new SecretRule(0, SecretForm.USER_AND_PASSWORD),
            List.of(ChannelSetting.ADDRESSES),
            new SetupStep(
                    "Mail server, or MX record of the domain",
                    "host and port of Postern's SMTP listener",
                    "The operator turns it on: POSTERN_INGEST_SMTP_ENABLED. It takes mail for the channel's addresses"
                            + " and refuses all others."),
            new SetupStep(
                    "Authentication",
                    "user and password of the channel's secret",
                    "Only when the channel has a secret. Mail without it is refused then.")),
    /** A mailbox that Postern reads itself. The secret is the password, or a refresh token and perhaps a client's secret. */
    IMAP(
            "imap",
            Carries.MAIL,
            false,
            new SecretRule(1, SecretForm.TEXT),
            List.of(
                    ChannelSetting.SERVER,
                    ChannelSetting.USER,
                    ChannelSetting.SECURITY,
                    ChannelSetting.FOLDERS,
                    ChannelSetting.MARK_SEEN,
                    ChannelSetting.MOVE_TO,
                    ChannelSetting.OAUTH,
                    ChannelSetting.CLIENT_ID,
                    ChannelSetting.TENANT),
            new SetupStep(
                    "Mailbox: IMAP access",
                    "on",
                    "Postern signs in and waits for new mails. Mails that came before the channel was made are not read."),
            new SetupStep(
                    "Mailbox: app password",
                    "as the secret of the channel",
                    "Gmail, iCloud, Yahoo and Fastmail want one in place of the account's password. Microsoft 365 wants"
                            + " OAuth: set oauth and client_id, and give the refresh token as the secret."));

    /** By the name on the wire. */
    public static final Choices<Provider> BY_NAME = Choices.of(values(), Provider::wireName);

    /** The present ones, and others while they are being replaced; a provider may have several keys. */
    public static final int MOST_SECRETS = 8;

    private final String wireName;
    private final Carries carries;
    private final boolean signsText;
    private final SecretRule secretRule;
    private final List<ChannelSetting> settings;
    private final List<SetupStep> steps;

    Provider(
            String wireName,
            Carries carries,
            boolean signsText,
            SecretRule secretRule,
            List<ChannelSetting> settings,
            SetupStep... steps) {
        this.wireName = wireName;
        this.carries = carries;
        this.signsText = signsText;
        this.secretRule = secretRule;
        this.settings = List.copyOf(settings);
        this.steps = List.of(steps);
    }

    /** What comes in by a channel. */
    private enum Carries {
        TEXT,
        MAIL
    }

    /** As in the API, in the database and in the address it posts to. */
    public String wireName() {
        return wireName;
    }

    /** Whether what it posts has headers and addresses with a plus; a text message has neither. */
    public boolean mail() {
        return carries == Carries.MAIL;
    }

    /**
     * Whether a signature covers the text of what comes in by a channel.
     *
     * @param secrets how many the channel has
     */
    public boolean textIsSigned(int secrets) {
        // Amazon signs with a key of its own.
        return signsText && (secrets > 0 || settings.contains(ChannelSetting.TOPICS));
    }

    /** What its secrets are. */
    public SecretRule secretRule() {
        return secretRule;
    }

    /** What an owner can decide for it. */
    public List<ChannelSetting> settings() {
        return settings;
    }

    /** What an owner must decide for it. */
    public Set<ChannelSetting> requiredSettings() {
        return settings.stream().filter(ChannelSetting::isRequired).collect(Collectors.toUnmodifiableSet());
    }

    /** What to enter at the provider so that it posts to this address, in the order in which its pages ask for it. */
    public List<SetupStep> setup(String address) {
        return steps.stream().map(step -> step.at(address)).toList();
    }
}
