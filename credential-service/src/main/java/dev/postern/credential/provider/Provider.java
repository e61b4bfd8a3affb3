package dev.postern.credential.provider;

import dev.postern.platform.body.Choices;
import java.util.List;
import java.util.Map;
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
    TWILIO("twilio", "Twilio SMS", Carries.TEXT, true, TextSecrets.TWILIO, List.of(), TextSteps.TWILIO),
    /** A whole mail, posted by a program such as a Cloudflare Email Worker. Signed if the channel has a secret. */
    MIME(
            "mime",
            "Whole mails by POST",
            Carries.MAIL,
            true,
            MailSecrets.MIME,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            MailSteps.MIME),
    /** Vonage, SMS and Messages API. The secret is the account's signature secret. */
    VONAGE(
            "vonage",
            "Vonage SMS",
            Carries.TEXT,
            true,
            TextSecrets.VONAGE,
            List.of(ChannelSetting.SIGNATURE_METHOD, ChannelSetting.TOLERANCE_SECONDS),
            TextSteps.VONAGE),
    /** Telnyx. The secret is the account's public key. */
    TELNYX(
            "telnyx",
            "Telnyx SMS",
            Carries.TEXT,
            true,
            TextSecrets.TELNYX,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            TextSteps.TELNYX),
    /** Plivo. The secrets are auth tokens. The signature does not cover the text. */
    PLIVO("plivo", "Plivo SMS", Carries.TEXT, false, TextSecrets.PLIVO, List.of(), TextSteps.PLIVO),
    /** Bird and MessageBird. The secret is the signing key. */
    BIRD(
            "bird",
            "Bird (MessageBird) SMS",
            Carries.TEXT,
            true,
            TextSecrets.BIRD,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            TextSteps.BIRD),
    /** Sinch. The secret is that of the HMAC, or {@code user:password}. */
    SINCH(
            "sinch",
            "Sinch SMS",
            Carries.TEXT,
            true,
            TextSecrets.SINCH,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            TextSteps.SINCH),
    /** Infobip. The secret is {@code user:password} or a token. */
    INFOBIP("infobip", "Infobip SMS", Carries.TEXT, false, TextSecrets.INFOBIP, List.of(), TextSteps.INFOBIP),
    /** AWS End User Messaging, two-way text messages through SNS. Signed by Amazon. */
    AWS_SMS(
            "aws-sms",
            "AWS two-way SMS",
            Carries.TEXT,
            true,
            TextSecrets.AMAZON,
            List.of(ChannelSetting.TOPICS),
            TextSteps.AWS_SMS),
    /** SendGrid Inbound Parse. The secret is the public key of the security policy, or {@code user:password}. */
    SENDGRID(
            "sendgrid",
            "SendGrid Inbound Parse",
            Carries.MAIL,
            true,
            MailSecrets.SENDGRID,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            MailSteps.SENDGRID),
    /** Mailgun Routes. The secret is the HTTP webhook signing key. The signature does not cover the mail. */
    MAILGUN(
            "mailgun",
            "Mailgun Routes",
            Carries.MAIL,
            false,
            MailSecrets.MAILGUN,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            MailSteps.MAILGUN),
    /** Postmark. The secret is {@code user:password}. */
    POSTMARK("postmark", "Postmark", Carries.MAIL, false, MailSecrets.POSTMARK, List.of(), MailSteps.POSTMARK),
    /** Amazon SES through SNS, with the mail in the message. Signed by Amazon. */
    SES("ses", "Amazon SES", Carries.MAIL, true, TextSecrets.AMAZON, List.of(ChannelSetting.TOPICS), MailSteps.SES),
    /** CloudMailin. The secret is {@code user:password}. */
    CLOUDMAILIN(
            "cloudmailin",
            "CloudMailin",
            Carries.MAIL,
            false,
            MailSecrets.CLOUDMAILIN,
            List.of(),
            MailSteps.CLOUDMAILIN),
    /** Resend. The secrets are the webhook's signing secret and the API key with which mails are fetched. */
    RESEND(
            "resend",
            "Resend",
            Carries.MAIL,
            true,
            MailSecrets.RESEND,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            MailSteps.RESEND),
    /** Brevo. The secret is {@code user:password} or a token. */
    BREVO("brevo", "Brevo", Carries.MAIL, false, MailSecrets.BREVO, List.of(), MailSteps.BREVO),
    /** Mandrill (Mailchimp Transactional). The secret is the webhook's key. */
    MANDRILL(
            "mandrill",
            "Mandrill (Mailchimp)",
            Carries.MAIL,
            true,
            MailSecrets.MANDRILL,
            List.of(),
            MailSteps.MANDRILL),
    /** Any sender that signs as Standard Webhooks or Svix. The secret is theirs. */
    STANDARD_WEBHOOKS(
            "standard-webhooks",
            "Standard Webhooks",
            Carries.MAIL,
            true,
            MailSecrets.STANDARD_WEBHOOKS,
            ChannelSetting.andFields(ChannelSetting.TOLERANCE_SECONDS),
            MailSteps.STANDARD_WEBHOOKS),
    /** The Android app SMS Gateway of capcom6. The secret is its signing key. */
    SMS_GATEWAY(
            "sms-gateway",
            "Android: SMS Gateway",
            Carries.TEXT,
            true,
            TextSecrets.SMS_GATEWAY,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            TextSteps.SMS_GATEWAY),
    /** The Android app Incoming SMS to URL forwarder of bogkonstantin. The secret stands in a header. */
    INCOMING_SMS(
            "incoming-sms",
            "Android: Incoming SMS to URL",
            Carries.TEXT,
            false,
            TextSecrets.INCOMING_SMS,
            ChannelSetting.andFields(ChannelSetting.HEADER),
            TextSteps.INCOMING_SMS),
    /** The Android app SmsForwarder of pppscn. The secret is that of the signature, which does not cover the text. */
    SMSFORWARDER(
            "smsforwarder",
            "Android: SmsForwarder",
            Carries.TEXT,
            false,
            TextSecrets.SMSFORWARDER,
            List.of(ChannelSetting.TOLERANCE_SECONDS),
            TextSteps.SMSFORWARDER),
    /** httpSMS. The secret is the webhook's signing key. The signature does not cover the text. */
    HTTPSMS("httpsms", "Android: httpSMS", Carries.TEXT, false, TextSecrets.HTTPSMS, List.of(), TextSteps.HTTPSMS),
    /** An automation of the iPhone's app Shortcuts. The secret is a token. */
    SHORTCUTS(
            "shortcuts",
            "iPhone Shortcuts",
            Carries.TEXT,
            false,
            TextSecrets.SHORTCUTS,
            List.of(),
            TextSteps.SHORTCUTS),
    /** Any program that posts JSON or a form, such as Zapier, Make, n8n or Power Automate. The secret is a token. */
    PUSH(
            "push",
            "Any program that posts",
            Carries.MAIL,
            false,
            MailSecrets.PUSH,
            ChannelSetting.andFields(ChannelSetting.HEADER),
            MailSteps.PUSH),
    /** A mail server that delivers to Postern's own listener. The secrets are {@code user:password}. */
    SMTP(
            "smtp",
            "Mail by SMTP",
            Carries.MAIL,
            false,
            MailSecrets.SMTP,
            List.of(ChannelSetting.ADDRESSES),
            MailSteps.SMTP),
    /** A mailbox that Postern reads itself. The secret is the password, or a refresh token and perhaps a client's secret. */
    IMAP(
            "imap",
            "Mailbox by IMAP",
            Carries.MAIL,
            false,
            MailSecrets.IMAP,
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
            MailSteps.IMAP);

    /** By the name on the wire. */
    public static final Choices<Provider> BY_NAME = Choices.of(values(), Provider::wireName);

    /** The present ones, and others while they are being replaced; a provider may have several keys. */
    public static final int MOST_SECRETS = 8;

    private final String wireName;
    private final String title;
    private final Carries carries;
    private final boolean signsText;
    private final SecretRule secretRule;
    private final List<ChannelSetting> settings;
    private final List<SetupStep> steps;

    Provider(
            String wireName,
            String title,
            Carries carries,
            boolean signsText,
            SecretRule secretRule,
            List<ChannelSetting> settings,
            List<SetupStep> steps) {
        this.wireName = wireName;
        this.title = title;
        this.carries = carries;
        this.signsText = signsText;
        this.secretRule = secretRule;
        this.settings = List.copyOf(settings);
        this.steps = List.copyOf(steps);
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

    /** As people name it, in every list. */
    public String title() {
        return title;
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

    /**
     * What to enter at the provider so that it posts to this address, in the order in which its pages ask for it.
     *
     * @param chosen the channel's settings by name; a step names what the channel really uses
     */
    public List<SetupStep> setup(String address, Map<String, String> chosen) {
        return steps.stream().map(step -> step.at(address, chosen)).toList();
    }

    /** Whether messages are posted to the channel's address. Others are delivered or fetched as mails, and nobody uses it. */
    public boolean posts() {
        return this != SMTP && this != IMAP;
    }
}
