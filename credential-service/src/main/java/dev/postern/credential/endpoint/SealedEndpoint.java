package dev.postern.credential.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.credential.vault.SecretText;
import dev.postern.credential.vault.Vault;
import dev.postern.events.ChannelChanged;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.events.TotpUrlSettings;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.platform.startup.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Encrypts and decrypts an endpoint: in the row under the organisation's key, on the topic under the payload key. */
@ApplicationScoped
class SealedEndpoint {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEYS = "endpoint_signing_keys";
    private static final String IDENTIFIER = "endpoint_totp_identifier";
    private static final String ROUTE = "/v1/totp-url/";

    private final Vault vault;
    private final PayloadSealer sealer;
    private final PublicUrl publicUrl;

    SealedEndpoint(Vault vault, PayloadSealer sealer, PublicUrl publicUrl) {
        this.vault = vault;
        this.sealer = sealer;
        this.publicUrl = publicUrl;
    }

    void put(EndpointRow row, EndpointSettings settings) {
        row.name = settings.name();
        row.credentialId = settings.credentialId();
        String identifier = settings.totpIdentifier();
        row.totpIdentifier = identifier == null ? null : encrypted(row, IDENTIFIER, identifier);
        row.otpType = settings.otpType() == null ? null : settings.otpType().wireName();
        row.signingKeys = encrypted(row, KEYS, toJson(settings.signingKeys().keys()));
        row.previousKeyValidUntil = settings.signingKeys().previousValidUntil();
        row.holdSeconds = settings.holdSeconds();
        row.allowWithoutRun = settings.allowWithoutRun();
    }

    /** The settings as they count at that time: without a key whose time is up. */
    EndpointSettings settings(EndpointRow row, Instant now) {
        byte[] identifier = row.totpIdentifier;
        return new EndpointSettings(
                row.name,
                row.credentialId,
                identifier == null ? null : decrypted(row, IDENTIFIER, identifier),
                row.otpType == null ? null : EndpointFields.TYPES.named(row.otpType),
                new SigningKeys(keys(row), row.previousKeyValidUntil).at(now),
                row.holdSeconds,
                row.allowWithoutRun);
    }

    EndpointView view(EndpointRow row, Instant now) {
        EndpointSettings settings = settings(row, now);
        return new EndpointView(
                row.endpointId,
                settings.name(),
                publicUrl.base() + ROUTE + row.endpointId,
                settings.credentialId(),
                settings.totpIdentifier(),
                settings.otpType(),
                settings.signingKeys().keys().size(),
                settings.signingKeys().previousValidUntil(),
                settings.holdSeconds(),
                settings.allowWithoutRun(),
                row.createdAt,
                row.modifiedAt);
    }

    /** The event of a row's present state. Its id is made of row and version, so that it can be waited for again. */
    ChannelChanged changed(EndpointRow row, ChannelChanged.State state, Instant now) {
        boolean deleted = state == ChannelChanged.State.DELETED;
        EndpointSettings settings = settings(row, now);
        String identifier = settings.totpIdentifier();
        return new TotpUrlEndpointChanged(
                row.endpointId + "." + row.version,
                row.endpointId,
                row.organizationId,
                deleted || identifier == null ? null : sealed(row, "identifier", identifier),
                deleted
                        ? null
                        : sealed(row, "secrets", toJson(settings.signingKeys().keys())),
                deleted ? null : told(settings),
                state,
                row.version,
                now);
    }

    private static TotpUrlSettings told(EndpointSettings settings) {
        return new TotpUrlSettings(
                settings.credentialId(),
                settings.otpType(),
                settings.holdSeconds(),
                settings.allowWithoutRun(),
                settings.signingKeys().previousValidUntil());
    }

    private List<SecretText> keys(EndpointRow row) {
        String json = decrypted(row, KEYS, row.signingKeys);
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {}).stream()
                    .map(SecretText::new)
                    .toList();
        } catch (JsonProcessingException e) {
            // Without its cause, which quotes what it read.
            throw new IllegalStateException("An endpoint's keys cannot be read");
        }
    }

    private static String toJson(List<SecretText> keys) {
        try {
            return JSON.writeValueAsString(keys.stream().map(SecretText::reveal).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of texts can always be written");
        }
    }

    private byte[] encrypted(EndpointRow row, String field, String plain) {
        return vault.encrypt(plain.getBytes(StandardCharsets.UTF_8), row.organizationId, row.endpointId, field);
    }

    private String decrypted(EndpointRow row, String field, byte[] encrypted) {
        return new String(vault.decrypt(encrypted, row.organizationId, row.endpointId, field), StandardCharsets.UTF_8);
    }

    private String sealed(EndpointRow row, String field, String plain) {
        return sealer.seal(plain, new SealedField(row.organizationId, row.endpointId, field));
    }
}
