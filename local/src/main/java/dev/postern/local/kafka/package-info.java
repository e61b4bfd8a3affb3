/**
 * A real Kafka broker inside this process.
 *
 * <p>Must not know of services or containers.
 */
@NullMarked
package dev.postern.local.kafka;

import org.jspecify.annotations.NullMarked;
