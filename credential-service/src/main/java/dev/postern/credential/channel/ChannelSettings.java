package dev.postern.credential.channel;

import dev.postern.credential.provider.Provider;
import dev.postern.credential.vault.SecretText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What its owner decides of a channel.
 *
 * @param name a label for people
 * @param provider the sender of the posts
 * @param identifier where the identifier of a message is found
 * @param defaultRegion of phone numbers without a country code; null: no region
 * @param secrets what the provider signs with; any of them will do
 * @param settings what is decided for the provider, by name
 * @param postedUrl the address the provider was given where it is not Postern's own; null: it is
 */
record ChannelSettings(
        String name,
        Provider provider,
        IdentifierRule identifier,
        @Nullable String defaultRegion,
        List<SecretText> secrets,
        Map<String, String> settings,
        @Nullable String postedUrl) {

    ChannelSettings {
        secrets = List.copyOf(secrets);
        settings = Map.copyOf(settings);
    }

    @Override
    public String toString() {
        return "ChannelSettings[provider=" + provider + ", ***]";
    }
}
