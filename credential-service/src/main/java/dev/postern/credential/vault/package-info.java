/**
 * Encryption of what is stored: a data key per organisation, wrapped by the master key that only this service holds, and
 * the keyed fingerprint by which one seed is recognised in two places.
 *
 * <p>Must not know what the secrets are.
 */
@NullMarked
package dev.postern.credential.vault;

import org.jspecify.annotations.NullMarked;
