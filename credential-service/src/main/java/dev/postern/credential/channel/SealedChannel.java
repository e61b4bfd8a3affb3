package dev.postern.credential.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.credential.provider.Provider;
import dev.postern.credential.published.SettingsSealer;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelToken;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.MatchBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of a channel is encrypted, and under which names: in its row and in its event. */
@ApplicationScoped
class SealedChannel {
    private static final String SECRETS = "channel_secrets";
    private static final String IDENTIFIER = "channel_identifier";
    private static final String POSTED_URL = "channel_posted_url";
    private static final String SETTINGS = "channel_settings";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SettingsSealer sealer;

    SealedChannel(SettingsSealer sealer) {
        this.sealer = sealer;
    }

    /** For those who encrypt the rows anew. */
    @Produces
    @Singleton
    EncryptedTable table() {
        return new EncryptedTable(
                "inbound_channels",
                "channel_id",
                Map.of("secrets", SECRETS, "identifier", IDENTIFIER, "posted_url", POSTED_URL, "settings", SETTINGS));
    }

    void put(ChannelRow row, ChannelSettings settings) {
        row.name = settings.name();
        row.provider = settings.provider().wireName();
        row.matchBy = settings.identifier().from().wireName();
        row.matchHeader = settings.identifier().header();
        row.identifier = sealer.encrypt(row, IDENTIFIER, settings.identifier().value());
        row.defaultRegion = settings.defaultRegion();
        row.secrets = sealer.encrypt(row, SECRETS, settings.secrets());
        row.postedUrl = sealer.encrypt(row, POSTED_URL, settings.postedUrl());
        row.settings = sealer.encrypt(row, SETTINGS, toJson(settings.settings()));
    }

    ChannelSettings settings(ChannelRow row) {
        return new ChannelSettings(
                row.name,
                provider(row),
                new IdentifierRule(matchBy(row), row.matchHeader, sealer.decrypt(row, IDENTIFIER, row.identifier)),
                row.defaultRegion,
                sealer.decryptSecrets(row, SECRETS, row.secrets),
                fromJson(sealer.decrypt(row, SETTINGS, row.settings)),
                sealer.decrypt(row, POSTED_URL, row.postedUrl));
    }

    /** The event of a row's present state. Its id is made of row and version, so that it can be waited for again. */
    ChannelChanged event(ChannelRow row, ChannelChanged.State state, Instant now) {
        boolean deleted = state == ChannelChanged.State.DELETED;
        return new InboundChannelChanged(
                row.id + "." + row.version,
                row.id,
                row.organizationId,
                row.provider,
                deleted ? List.of() : tokens(row),
                matchBy(row),
                row.matchHeader,
                deleted ? null : sealer.seal(row, "identifier", sealer.decrypt(row, IDENTIFIER, row.identifier)),
                row.defaultRegion,
                deleted ? null : sealer.seal(row, sealer.decryptSecrets(row, SECRETS, row.secrets)),
                deleted ? null : sealer.seal(row, "posted_url", sealer.decrypt(row, POSTED_URL, row.postedUrl)),
                deleted ? null : sealer.seal(row, "settings", sealer.decrypt(row, SETTINGS, row.settings)),
                state,
                row.version,
                now,
                row.createdAt);
    }

    private static List<ChannelToken> tokens(ChannelRow row) {
        List<ChannelToken> tokens = new ArrayList<>();
        tokens.add(new ChannelToken(row.tokenHash, null));
        String previous = row.previousTokenHash;
        if (previous != null) {
            tokens.add(new ChannelToken(previous, row.previousValidUntil));
        }
        return tokens;
    }

    private static @Nullable String toJson(Map<String, String> settings) {
        try {
            return settings.isEmpty() ? null : JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An object of texts can always be written");
        }
    }

    private static Map<String, String> fromJson(@Nullable String settings) {
        try {
            return settings == null ? Map.of() : JSON.readValue(settings, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            // Without its cause, which quotes what it read.
            throw new IllegalStateException("The settings of a stored channel cannot be read");
        }
    }

    private static Provider provider(ChannelRow row) {
        return Objects.requireNonNull(Provider.BY_NAME.named(row.provider));
    }

    private static MatchBy matchBy(ChannelRow row) {
        return Objects.requireNonNull(ChannelFields.MATCH_BY.named(row.matchBy));
    }
}
