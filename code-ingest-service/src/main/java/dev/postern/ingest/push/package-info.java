/**
 * The push of a message by its owner: Skyvern's {@code POST /v1/credentials/totp} with its aliases. Reads the body
 * and answers as Skyvern does.
 *
 * <p>Must not know the Kafka producer.
 */
@NullMarked
package dev.postern.ingest.push;

import org.jspecify.annotations.NullMarked;
