package dev.postern.credential.provider;

import java.util.List;

/** The secrets of each provider of text messages: what they are called there, and where they are found. */
final class TextSecrets {
    static final SecretRule TWILIO = new SecretRule(List.of(
            SecretKind.oneOf(
                    "Auth token",
                    "Twilio Console, Account Info. The primary one; a secondary one does not sign before it is"
                            + " promoted.",
                    SecretForm.TEXT,
                    "0123456789abcdef0123456789abcdef"),
            SecretKind.oneOf(
                    "Shared key",
                    "Only if your account signs with shared keys: the key, after its name and an equals sign.",
                    SecretForm.NAMED_KEY,
                    "webhooks_sharedkey_1=0123456789abcdef")));

    static final SecretRule VONAGE = new SecretRule(List.of(SecretKind.optional(
            "Signature secret",
            "Vonage API Dashboard, API settings. Signed webhooks must be on there.",
            SecretForm.TEXT,
            "0123456789abcdefghijklmnopqrstuvwxyzABCD")));

    static final SecretRule TELNYX = new SecretRule(List.of(SecretKind.required(
            "Public key",
            "Telnyx Mission Control Portal, Keys & Credentials, Public Key.",
            SecretForm.ED25519_KEY,
            "mWYk30l0sP5zNG7C2qbv+rjU30/aPkU45mAzDQnA1PY=")));

    static final SecretRule PLIVO = new SecretRule(List.of(SecretKind.required(
            "Auth token",
            "Plivo Console, Overview, Account.",
            SecretForm.TEXT,
            "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNk")));

    static final SecretRule BIRD = new SecretRule(List.of(SecretKind.required(
            "Signing key",
            "Bird: you choose it for the webhook subscription. MessageBird: Dashboard, Developers, API settings,"
                    + " Signing key.",
            SecretForm.TEXT,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule SINCH = new SecretRule(List.of(SecretKind.optional(
            "Secret of the HMAC, or user and password",
            "You agree on it with Sinch's support, who turn callback authentication on.",
            SecretForm.TEXT,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule INFOBIP = new SecretRule(List.of(SecretKind.optional(
            "User and password, or token",
            "You choose it, and enter it where Infobip forwards the number's texts.",
            SecretForm.TOKEN,
            "infobip:a-long-password")));

    static final SecretRule AMAZON = new SecretRule(List.of());

    static final SecretRule SMS_GATEWAY = new SecretRule(List.of(SecretKind.required(
            "Signing key",
            "The app, Settings, Webhooks, Signing Key. Set a long one.",
            SecretForm.TEXT,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule INCOMING_SMS = new SecretRule(List.of(SecretKind.optional(
            "Secret in a header",
            "You choose it, and enter it in the app's headers.",
            SecretForm.TOKEN,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule SMSFORWARDER = new SecretRule(List.of(SecretKind.optional(
            "Secret",
            "You choose it, and enter it in the app's webhook sender as its secret.",
            SecretForm.TEXT,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule HTTPSMS = new SecretRule(List.of(SecretKind.optional(
            "Signing key",
            "You choose it in the settings of httpSMS, for the webhook.",
            SecretForm.TEXT,
            "0123456789abcdefghijklmnopqrstuv")));

    static final SecretRule SHORTCUTS = new SecretRule(List.of(SecretKind.optional(
            "Token",
            "You choose it, and enter it in the automation's header Authorization, after the word Bearer.",
            SecretForm.TOKEN,
            "0123456789abcdefghijklmnopqrstuv")));

    private TextSecrets() {}
}
