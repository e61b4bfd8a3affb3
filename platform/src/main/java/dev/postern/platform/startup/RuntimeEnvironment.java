package dev.postern.platform.startup;

/** Where a service runs: setting {@code postern.environment}. Only {@code local} allows the unsafe stand-ins. */
public enum RuntimeEnvironment {
    /** One person's machine, started by the launcher: keys lie in files beside the data. */
    LOCAL,
    /** Anything else. The default, so that nothing unsafe is ever on by omission. */
    PRODUCTION
}
