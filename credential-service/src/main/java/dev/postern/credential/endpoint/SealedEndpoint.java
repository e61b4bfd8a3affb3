package dev.postern.credential.endpoint;

import dev.postern.credential.published.SettingsSealer;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.events.ChannelChanged;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.events.TotpUrlSettings;
import dev.postern.platform.startup.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** What of an endpoint is encrypted, and under which names: in its row and in its event. */
@ApplicationScoped
class SealedEndpoint {
    private static final String KEYS = "endpoint_signing_keys";
    private static final String IDENTIFIER = "endpoint_totp_identifier";
    private static final String ROUTE = "/v1/totp-url/";

    private final SettingsSealer sealer;
    private final PublicUrl publicUrl;

    SealedEndpoint(SettingsSealer sealer, PublicUrl publicUrl) {
        this.sealer = sealer;
        this.publicUrl = publicUrl;
    }

    /** For those who encrypt the rows anew. */
    @Produces
    @Singleton
    EncryptedTable table() {
        return new EncryptedTable(
                "totp_url_endpoints", "endpoint_id", Map.of("totp_identifier", IDENTIFIER, "signing_keys", KEYS));
    }

    void put(EndpointRow row, EndpointSettings settings) {
        row.name = settings.name();
        row.credentialId = settings.credentialId();
        row.totpIdentifier = sealer.encrypt(row, IDENTIFIER, settings.totpIdentifier());
        row.otpType = settings.otpType() == null ? null : settings.otpType().wireName();
        row.signingKeys = sealer.encrypt(row, KEYS, settings.signingKeys().keys());
        row.previousKeyValidUntil = settings.signingKeys().previousValidUntil();
        row.holdSeconds = settings.holdSeconds();
        row.allowWithoutRun = settings.allowWithoutRun();
    }

    /** The settings as they count at that time: without a key whose time is up. */
    EndpointSettings settings(EndpointRow row, Instant now) {
        return new EndpointSettings(
                row.name,
                row.credentialId,
                sealer.decrypt(row, IDENTIFIER, row.totpIdentifier),
                row.otpType == null ? null : EndpointFields.TYPES.named(row.otpType),
                new SigningKeys(sealer.decryptSecrets(row, KEYS, row.signingKeys), row.previousKeyValidUntil).at(now),
                row.holdSeconds,
                row.allowWithoutRun);
    }

    EndpointView view(EndpointRow row, Instant now) {
        EndpointSettings settings = settings(row, now);
        return new EndpointView(
                row.id,
                settings.name(),
                publicUrl.base() + ROUTE + row.id,
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
    ChannelChanged event(EndpointRow row, ChannelChanged.State state, Instant now) {
        EndpointSettings settings = state == ChannelChanged.State.DELETED ? null : settings(row, now);
        return new TotpUrlEndpointChanged(
                row.id + "." + row.version,
                row.id,
                row.organizationId,
                settings == null ? null : sealer.seal(row, "identifier", settings.totpIdentifier()),
                settings == null
                        ? null
                        : sealer.seal(row, settings.signingKeys().keys()),
                settings == null ? null : told(settings),
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
}
