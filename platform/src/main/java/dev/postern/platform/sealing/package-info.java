/**
 * Sealing of what travels on Kafka and lies in the resolver, and the keyed hashes by which it is found again.
 *
 * <p>Must not know credentials: their keys are another family, held by credential-service alone.
 */
@NullMarked
package dev.postern.platform.sealing;

import org.jspecify.annotations.NullMarked;
