package dev.postern.credential.quota;

import dev.postern.events.WireNamed;

/**
 * What an organisation may keep only so many of. A wire name is the name of the table, which has a row for each and a column
 * {@code organization_id}.
 */
public enum Thing implements WireNamed {
    CREDENTIALS,
    CREDENTIAL_FOLDERS,
    /** Those that were revoked count too: their rows stay. */
    API_KEYS,
    INBOUND_CHANNELS,
    TOTP_URL_ENDPOINTS
}
