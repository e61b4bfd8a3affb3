/**
 * Encrypts values on Kafka and in the resolver's database, and makes the keyed hashes by which they are found.
 *
 * <p>Must not know credentials, whose keys only credential-service holds.
 */
@NullMarked
package dev.postern.platform.sealing;

import org.jspecify.annotations.NullMarked;
