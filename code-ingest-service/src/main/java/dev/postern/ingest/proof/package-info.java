/**
 * The ways in which providers prove that a post is theirs, each written once: keyed hashes, public keys, JSON web tokens,
 * Standard Webhooks, a secret in a header, and how old a signature may be. All compare in constant time.
 *
 * <p>Must not know any provider, and must not read what a post says.
 */
@NullMarked
package dev.postern.ingest.proof;

import org.jspecify.annotations.NullMarked;
