package dev.postern.credential.quota;

import dev.postern.events.WireNamed;

/**
 * What an organisation, and a key, may keep only so many of. A wire name is the name of the table, which has a row for each and the
 * columns {@code organization_id} and {@code made_by}; with {@code most_} before it, it is the column of {@code api_keys} that
 * says how many.
 */
public enum Thing implements WireNamed {
    CREDENTIALS,
    CREDENTIAL_FOLDERS,
    /** Those that were revoked count too: their rows stay. */
    API_KEYS,
    INBOUND_CHANNELS,
    TOTP_URL_ENDPOINTS
}
