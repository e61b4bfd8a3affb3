package dev.postern.credential.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many things of each kind one organisation may keep, over all replicas. */
@ConfigMapping(prefix = "postern.limits.stored")
interface QuotaSettings {

    @WithDefault("100000")
    int credentials();

    @WithDefault("10000")
    int credentialFolders();

    /** Revoked ones count. */
    @WithDefault("10000")
    int apiKeys();

    @WithDefault("1000")
    int inboundChannels();

    @WithDefault("1000")
    int totpUrlEndpoints();

    default int most(Thing thing) {
        return switch (thing) {
            case CREDENTIALS -> credentials();
            case CREDENTIAL_FOLDERS -> credentialFolders();
            case API_KEYS -> apiKeys();
            case INBOUND_CHANNELS -> inboundChannels();
            case TOTP_URL_ENDPOINTS -> totpUrlEndpoints();
        };
    }
}
