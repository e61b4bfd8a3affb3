package dev.postern.credential.provider;

import java.util.List;

/** The secrets of each provider of mails, or of anything: what they are called there, and where they are found. */
final class MailSecrets {
    private static final String IN_THE_ADDRESS = "You choose them; they stand in the address that you enter.";
    private static final String SIGNING_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u";

    static final SecretRule MIME = new SecretRule(List.of(SecretKind.optional(
            "Signing secret",
            "Postern makes one when no secrets are named, and shows it once. The program that posts signs with it.",
            SecretForm.SIGNING_SECRET,
            SIGNING_SECRET)));

    static final SecretRule SENDGRID = new SecretRule(List.of(
            SecretKind.optional(
                    "Public key of the security policy",
                    "The answer of SendGrid's API that makes a Parse security policy with a signature.",
                    SecretForm.ELLIPTIC_KEY,
                    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENCj3QU8ChjMIryicCI2RR8rfs/1yN1UlwYcDpBYualN94Aqk4C7JJA84jpojReuNB0rlX/x0OS953b6r/55Hfw=="),
            SecretKind.optional(
                    "User and password", IN_THE_ADDRESS, SecretForm.USER_AND_PASSWORD, "sendgrid:a-long-password")));

    static final SecretRule MAILGUN = new SecretRule(List.of(SecretKind.required(
            "HTTP webhook signing key",
            "Mailgun, Send, Webhooks, or API Security of the account.",
            SecretForm.TEXT,
            "0123456789abcdef0123456789abcdef")));

    static final SecretRule POSTMARK = inTheAddress("postmark");

    static final SecretRule CLOUDMAILIN = inTheAddress("cloudmailin");

    static final SecretRule RESEND = new SecretRule(List.of(
            SecretKind.required(
                    "Signing secret",
                    "Resend, Webhooks, the page of the webhook.",
                    SecretForm.WEBHOOK_SECRET,
                    SIGNING_SECRET),
            SecretKind.optional(
                    "API key",
                    "Resend, API keys, with full access. Without it only a mail's subject is read.",
                    SecretForm.RESEND_API_KEY,
                    "re_0123456789abcdef")));

    static final SecretRule BREVO = new SecretRule(List.of(SecretKind.optional(
            "User and password, or token",
            "You choose it when you make the inbound webhook: in its address, or as its token.",
            SecretForm.TOKEN,
            "brevo:a-long-password")));

    static final SecretRule MANDRILL = new SecretRule(List.of(SecretKind.required(
            "Webhook key",
            "Mandrill, Inbound, the domain's routes, View key.",
            SecretForm.TEXT,
            "0123456789abcdefghijkl")));

    static final SecretRule STANDARD_WEBHOOKS = new SecretRule(List.of(
            SecretKind.oneOf(
                    "Signing secret", "The sender's page of the endpoint.", SecretForm.WEBHOOK_SECRET, SIGNING_SECRET),
            SecretKind.oneOf(
                    "Public key",
                    "Only if the sender signs with Ed25519: its page of the endpoint.",
                    SecretForm.WEBHOOK_PUBLIC_KEY,
                    "whpk_mWYk30l0sP5zNG7C2qbv+rjU30/aPkU45mAzDQnA1PY=")));

    static final SecretRule PUSH = new SecretRule(List.of(SecretKind.optional(
            "Token",
            "You choose it. The sender has it in the header Authorization, after the word Bearer.",
            SecretForm.TOKEN,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule SMTP = new SecretRule(List.of(SecretKind.optional(
            "User and password",
            "You choose them, for a mail server of yours that signs in. The world's mail servers do not.",
            SecretForm.USER_AND_PASSWORD,
            "relay:a-long-password")));

    static final SecretRule IMAP = new SecretRule(List.of(
            SecretKind.oneOf(
                    "App password, or password",
                    "The account's security settings: Gmail, iCloud, Yahoo and Fastmail want an app password.",
                    SecretForm.PASSWORD,
                    "abcd efgh ijkl mnop"),
            SecretKind.oneOf(
                    "Refresh token",
                    "Only with the setting oauth: what Google or Microsoft gave to the application.",
                    SecretForm.PASSWORD,
                    "0123456789abcdefghijklmnopqrstuv"),
            SecretKind.optional(
                    "Client secret",
                    "Only with the setting oauth: the application's secret, if it has one.",
                    SecretForm.CLIENT_SECRET,
                    "client_secret=0123456789abcdef")));

    private MailSecrets() {}

    private static SecretRule inTheAddress(String user) {
        return new SecretRule(List.of(SecretKind.optional(
                "User and password", IN_THE_ADDRESS, SecretForm.USER_AND_PASSWORD, user + ":a-long-password")));
    }
}
