package dev.postern.credential.provider;

import java.util.List;

/** What to enter at each provider of text messages, in the order in which its pages ask for it. */
final class TextSteps {
    static final List<SetupStep> TWILIO = List.of(
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
                            + " twice."));

    static final List<SetupStep> VONAGE = List.of(
            new SetupStep(
                    "API settings: Inbound SMS webhooks",
                    "{address}",
                    "For the Messages API, enter it as the application's Inbound URL."),
            new SetupStep("API settings: Webhook format", "POST-JSON", "POST and GET work too."),
            new SetupStep(
                    "API settings: Signature method",
                    "SHA-256 HMAC",
                    "With another method, set the channel's signature_method."));

    static final List<SetupStep> TELNYX = List.of(
            new SetupStep("Messaging profile: Send a webhook to this URL", "{address}", "Telnyx tries three times."),
            new SetupStep(
                    "Messaging profile: Failover URL", "{address}", "Three more tries. A text is never taken twice."),
            new SetupStep("Webhook API version", "API v2", "The form that is read."));

    static final List<SetupStep> PLIVO = List.of(
            new SetupStep(
                    "Messaging application: Message URL",
                    "{address}",
                    "Keep it secret: the signature covers the address alone."),
            new SetupStep("Message method", "POST", "GET puts the text into the address."));

    static final List<SetupStep> BIRD = List.of(
            new SetupStep(
                    "Webhook subscription: URL",
                    "{address}",
                    "Event sms.inbound. With MessageBird's Flow Builder, enter it at the step that forwards to a "
                            + "URL, as POST."),
            new SetupStep(
                    "Webhook subscription: Signing key", "the channel's secret", "It proves that a post is Bird's."));

    static final List<SetupStep> SINCH = List.of(
            new SetupStep("Service plan: Callback URL", "{address}", "Where incoming texts are posted."),
            new SetupStep(
                    "Callback authentication",
                    "HMAC, or Basic",
                    "Sinch's support turns it on. Without a secret the address alone is the proof."));

    static final List<SetupStep> INFOBIP = List.of(
            new SetupStep("Number: Inbound configuration, Forward to HTTP", "{address}", "Format MO_JSON_2."),
            new SetupStep(
                    "Authentication",
                    "Basic, with the channel's secret user:password",
                    "Without a secret the address alone is the proof."));

    static final List<SetupStep> AWS_SMS = List.of(
            SetupStep.SNS_SUBSCRIPTION,
            SetupStep.SNS_RAW_DELIVERY,
            SetupStep.SNS_SIGNATURE,
            new SetupStep("Phone number: Two-way SMS", "the topic", "Where incoming texts go."));

    static final List<SetupStep> SMS_GATEWAY = List.of(
            new SetupStep("Webhooks: URL", "{address}", "Event sms:received."),
            new SetupStep(
                    "Settings: Webhooks, Signing key",
                    "the channel's secret",
                    "Set a long one: by default it has eight characters."));

    static final List<SetupStep> INCOMING_SMS = List.of(
            new SetupStep("Webhook URL", "{address}", "Where texts are posted."),
            new SetupStep(
                    "Headers",
                    "{\"X-Webhook-Secret\": \"the channel's secret\"}",
                    "Without a secret the address alone is the proof."));

    static final List<SetupStep> SMSFORWARDER = List.of(
            new SetupStep("Sender: Webhook, WebServer", "{address}", "Method POST. Leave the parameters empty."),
            new SetupStep("Secret", "the channel's secret", "Without a secret the address alone is the proof."),
            new SetupStep("Retry times", "5", "By default it does not try again."));

    static final List<SetupStep> HTTPSMS = List.of(
            new SetupStep("Webhooks: Callback URL", "{address}", "Event message.phone.received."),
            new SetupStep("Webhooks: Signing key", "the channel's secret", "It proves that a post is httpSMS's."));

    static final List<SetupStep> SHORTCUTS = List.of(
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
                    "Without a secret the address alone is the proof."));

    private TextSteps() {}
}
