package dev.postern.platform.holder;

import java.time.Duration;

/** A part of a service that stores sealed values, which need their key for as long. */
@FunctionalInterface
public interface KeepsSealed {

    /** How long it keeps a value, counted from when it was stored. */
    Duration longest();
}
