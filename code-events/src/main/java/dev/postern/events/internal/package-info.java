/**
 * What totp-resolver-service asks credential-service on its internal listener, and what it is answered: one record for both
 * ends, so that neither spells the JSON by hand. {@code samples/internal} has an example of each.
 *
 * <p>Must not know how a code is made or a message signed. Unlike events, these records hold plain codes; they are never
 * stored, and their {@code toString()} shows none.
 */
@NullMarked
package dev.postern.events.internal;

import org.jspecify.annotations.NullMarked;
