package dev.postern.platform.startup;

/** Where a service runs: setting {@code postern.environment}. Only {@code local} allows unsafe stand-ins. */
public enum RuntimeEnvironment {
    /** One person's machine, where the launcher keeps the keys in files beside the data. */
    LOCAL,
    /** Every other place. It is the default, so that a forgotten setting leaves the service safe. */
    PRODUCTION
}
