package dev.postern.credential.channel;

import dev.postern.credential.provider.ChannelSetting;
import dev.postern.credential.provider.Provider;
import dev.postern.credential.provider.SecretKind;
import dev.postern.credential.provider.SetupStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

        @Schema(
                description =
                        "What each is, and where it is found. Empty where the provider signs with a key of its own")
        List<Secret> secrets,

        List<Setting> settings,

        @Schema(description = "What is entered at the provider; the channel's address stands as ADDRESS")
        List<SetupStep> setup) {
    private static final String ADDRESS = "https://ADDRESS";

    ProviderView {
        secrets = List.copyOf(secrets);
        settings = List.copyOf(settings);
        setup = List.copyOf(setup);
    }

    /** One secret. */
    @Schema(name = "ChannelProviderSecret")
    record Secret(
            @Schema(description = "What it is called at the provider")
            String name,

            @Schema(description = "Where it is found, or who chooses it")
            String where,

            @Schema(
                    description = "Whether a channel works without it. Of those that say one_of it needs one",
                    enumeration = {"required", "one_of", "optional"})
            String need,

            @Schema(description = "What it is, as the answer to a wrong one says it")
            String form,

            @Schema(description = "One of that form, which is nobody's")
            String example) {
        static Secret of(SecretKind kind) {
            return new Secret(
                    kind.name(),
                    kind.where(),
                    kind.need().wireName(),
                    "Input should be " + kind.form().words(),
                    kind.example());
        }

        @Override
        public String toString() {
            return "Secret[name=" + name + "]";
        }
    }

    /** What an owner can decide, or must. */
    @Schema(name = "ChannelProviderSetting")
    record Setting(
            @Schema(description = "As a channel names it") String setting,
            @Schema(description = "As people name it") String title,

            @Schema(description = "Where its value is found, or who chooses it, and what counts without it")
            String where,

            boolean required,

            @Schema(description = "What it is, as the answer to a wrong one says it")
            String form,

            @Schema(description = "A value that fits") String example) {
        static Setting of(ChannelSetting setting, boolean required) {
            return new Setting(
                    setting.wireName(),
                    setting.title(),
                    setting.where(),
                    required,
                    setting.sentence(),
                    setting.example());
        }
    }

    static List<ProviderView> all() {
        return Arrays.stream(Provider.values()).map(ProviderView::of).toList();
    }

    private static ProviderView of(Provider provider) {
        return new ProviderView(
                provider.wireName(),
                provider.title(),
                provider.mail(),
                provider.secretRule().least(),
                provider.secretRule().sentence(),
                provider.secretRule().kinds().stream().map(Secret::of).toList(),
                provider.settings().stream()
                        .map(setting ->
                                Setting.of(setting, provider.requiredSettings().contains(setting)))
                        .toList(),
                provider.setup(ADDRESS, Map.of()));
    }
}
