package dev.postern.platform.problem;

import dev.postern.events.WireNamed;

/**
 * What is in the way of a request that may be repeated. It is told to the owners of channels and counted in metrics, and not to
 * callers, who are told a sentence.
 */
public enum Hindrance implements WireNamed {
    /** The broker does not answer in time, so that an event cannot be published or what the topics hold is not known. */
    BROKER_AWAY,
    /** The broker is away, and the disk space for what is kept meanwhile is used up. */
    SPOOL_FULL,
    /** The broker is away, and the disk does not take what is to be kept meanwhile. */
    SPOOL_FAILED,
    /** More is being done at once than there is room for. */
    OVERLOADED,
    /** What the request is about has just changed. */
    CHANGED,
    /** The database does not answer. */
    DATABASE_AWAY,
    /** Another service of Postern does not answer. */
    SERVICE_AWAY,
    /** The master key cannot be used. */
    KEY_AWAY,
    /** The service stops. */
    STOPPING
}
