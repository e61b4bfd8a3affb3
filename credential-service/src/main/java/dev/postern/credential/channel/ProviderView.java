package dev.postern.credential.channel;

import dev.postern.credential.provider.Provider;
import dev.postern.credential.provider.SetupStep;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A provider that can post to a channel: what making a channel asks for, and what is entered at the provider afterwards. */
@Schema(name = "ChannelProvider")
record ProviderView(
        @Schema(description = "As a channel names it") String provider,
        @Schema(description = "As people name it") String title,

        @Schema(description = "Whether it brings mails. A mail's identifier may be a header or the part after a plus")
        boolean mail,

        @Schema(description = "How many secrets a channel needs at least. With none, the address alone is the proof")
        int leastSecrets,

        @Schema(description = "What a secret is, as the answer to a wrong one says it")
        String secretForm,

        List<Setting> settings,

        @Schema(description = "What is entered at the provider; the channel's address stands as ADDRESS")
        List<SetupStep> setup) {
    private static final String ADDRESS = "https://ADDRESS";
    private static final List<String> ABBREVIATIONS = List.of("sms", "aws", "ses");

    ProviderView {
        settings = List.copyOf(settings);
        setup = List.copyOf(setup);
    }

    /** What an owner can decide, or must. */
    @Schema(name = "ChannelProviderSetting")
    record Setting(
            @Schema(description = "As a channel names it") String setting,
            boolean required,

            @Schema(description = "What it is, as the answer to a wrong one says it")
            String form) {}

    static List<ProviderView> all() {
        return Arrays.stream(Provider.values()).map(ProviderView::of).toList();
    }

    private static ProviderView of(Provider provider) {
        return new ProviderView(
                provider.wireName(),
                title(provider),
                provider.mail(),
                provider.secretRule().least(),
                provider.secretRule().form().sentence(),
                provider.settings().stream()
                        .map(setting -> new Setting(
                                setting.wireName(), provider.requiredSettings().contains(setting), setting.sentence()))
                        .toList(),
                provider.setup(ADDRESS, Map.of()));
    }

    /** As its maker writes it, where that is not its own name with a capital. */
    private static String title(Provider provider) {
        return switch (provider) {
            case MIME -> "Any mail, such as from a Cloudflare Email Worker";
            case SMTP -> "Mail by SMTP";
            case IMAP -> "A mailbox, read by IMAP";
            case AWS_SMS -> "AWS two-way SMS";
            case SES -> "Amazon SES";
            case SENDGRID -> "SendGrid";
            case CLOUDMAILIN -> "CloudMailin";
            case SMS_GATEWAY -> "SMS Gateway for Android";
            case INCOMING_SMS -> "Incoming SMS to URL forwarder";
            case SMSFORWARDER -> "SmsForwarder";
            case HTTPSMS -> "httpSMS";
            case SHORTCUTS -> "iPhone, by Shortcuts";
            case PUSH -> "Anything that posts JSON or a form";
            default -> capitalised(provider.wireName());
        };
    }

    private static String capitalised(String name) {
        return Arrays.stream(name.split("-", -1))
                .map(word -> ABBREVIATIONS.contains(word)
                        ? word.toUpperCase(Locale.ROOT)
                        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}
