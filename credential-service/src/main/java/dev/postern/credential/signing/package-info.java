/**
 * The secrets with which Postern signs its own calls to an organisation's servers, and the signing itself: a caller
 * that asks for a signature does not get the secret.
 *
 * <p>Must not know what is signed or where it is sent.
 */
@NullMarked
package dev.postern.credential.signing;

import org.jspecify.annotations.NullMarked;
