/**
 * Turns whatever arrives into events on Kafka: extracts the code or link, seals what must not be read, publishes.
 *
 * <p>Must not know any database, any waiting request or any credential.
 */
@NullMarked
package dev.postern.ingest;

import org.jspecify.annotations.NullMarked;
