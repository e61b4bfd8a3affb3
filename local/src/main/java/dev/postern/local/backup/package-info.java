/**
 * Keeps a data folder elsewhere, and brings it back: databases, Kafka's records and keys together, as they were at one moment.
 *
 * <p>Must not know what is in the files.
 */
@NullMarked
package dev.postern.local.backup;

import org.jspecify.annotations.NullMarked;
