package dev.postern.credential.quota;

import dev.postern.events.WireNamed;

/**
 * What the operator may allow to one organisation apart from the others. The first five hold in each replica of the services; the
 * others are what it may keep, and each is named as its {@link Thing}.
 */
public enum OwnQuota implements WireNamed {
    PUSHES_PER_MINUTE,
    REQUESTS_PER_MINUTE,
    REQUESTS_AT_ONCE,
    EVENT_STREAMS,
    STORED_BYTES_PER_DAY,
    CREDENTIALS,
    CREDENTIAL_FOLDERS,
    API_KEYS,
    INBOUND_CHANNELS,
    TOTP_URL_ENDPOINTS
}
