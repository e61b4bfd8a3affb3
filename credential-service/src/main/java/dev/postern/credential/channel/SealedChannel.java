package dev.postern.credential.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.credential.vault.SecretText;
import dev.postern.credential.vault.Vault;
import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelToken;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.MatchBy;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts a channel's settings: in the row under the organisation's key, on the topic under the payload key. */
@ApplicationScoped
class SealedChannel {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRETS = "channel_secrets";
    private static final String IDENTIFIER = "channel_identifier";
    private static final String POSTED_URL = "channel_posted_url";

    private final Vault vault;
    private final PayloadSealer sealer;

    SealedChannel(Vault vault, PayloadSealer sealer) {
        this.vault = vault;
        this.sealer = sealer;
    }

    void put(ChannelRow row, ChannelSettings settings) {
        row.name = settings.name();
        row.provider = settings.provider().wireName();
        row.matchBy = settings.identifier().from().wireName();
        row.matchHeader = settings.identifier().header();
        row.identifier = encrypted(row, IDENTIFIER, settings.identifier().value());
        row.defaultRegion = settings.defaultRegion();
        row.secrets = Objects.requireNonNull(encrypted(row, SECRETS, toJson(settings.secrets())));
        row.postedUrl = encrypted(row, POSTED_URL, settings.postedUrl());
    }

    ChannelSettings settings(ChannelRow row) {
        return new ChannelSettings(
                row.name,
                provider(row),
                new IdentifierRule(matchBy(row), row.matchHeader, decrypted(row, IDENTIFIER, row.identifier)),
                row.defaultRegion,
                secrets(row),
                decrypted(row, POSTED_URL, row.postedUrl));
    }

    ChannelView view(ChannelRow row) {
        return ChannelView.of(row, settings(row));
    }

    /** The event of a row's present state. Its id is made of row and version, so that it can be waited for again. */
    ChannelChanged changed(ChannelRow row, ChannelChanged.State state, Instant now) {
        boolean deleted = state == ChannelChanged.State.DELETED;
        List<SecretText> secrets = secrets(row);
        return new InboundChannelChanged(
                row.channelId + "." + row.version,
                row.channelId,
                row.organizationId,
                row.provider,
                deleted ? List.of() : tokens(row),
                matchBy(row),
                row.matchHeader,
                deleted ? null : sealed(row, "identifier", decrypted(row, IDENTIFIER, row.identifier)),
                row.defaultRegion,
                deleted || secrets.isEmpty() ? null : sealed(row, "secrets", toJson(secrets)),
                deleted ? null : sealed(row, "posted_url", decrypted(row, POSTED_URL, row.postedUrl)),
                state,
                row.version,
                now);
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

    private static Provider provider(ChannelRow row) {
        return Objects.requireNonNull(Provider.BY_NAME.named(row.provider));
    }

    private static MatchBy matchBy(ChannelRow row) {
        return Objects.requireNonNull(ChannelFields.MATCH_BY.named(row.matchBy));
    }

    private List<SecretText> secrets(ChannelRow row) {
        String json = decrypted(row, SECRETS, row.secrets);
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {}).stream()
                    .map(SecretText::new)
                    .toList();
        } catch (JsonProcessingException e) {
            // Without its cause, which quotes what it read.
            throw new IllegalStateException("A channel's secrets cannot be read");
        }
    }

    private static String toJson(List<SecretText> secrets) {
        try {
            return JSON.writeValueAsString(
                    secrets.stream().map(SecretText::reveal).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of texts can always be written");
        }
    }

    private byte @Nullable [] encrypted(ChannelRow row, String field, @Nullable String plain) {
        return plain == null
                ? null
                : vault.encrypt(plain.getBytes(StandardCharsets.UTF_8), row.organizationId, row.channelId, field);
    }

    private @Nullable String decrypted(ChannelRow row, String field, byte @Nullable [] encrypted) {
        return encrypted == null
                ? null
                : new String(
                        vault.decrypt(encrypted, row.organizationId, row.channelId, field), StandardCharsets.UTF_8);
    }

    private @Nullable String sealed(ChannelRow row, String field, @Nullable String plain) {
        return plain == null ? null : sealer.seal(plain, new SealedField(row.organizationId, row.channelId, field));
    }
}
