/**
 * The secrets with which Postern signs its own calls to an organisation's servers, and the signing itself: nobody who asks
 * for a signature gets the secret.
 *
 * <p>Must not know what is signed or where it is sent.
 */
@NullMarked
package dev.postern.credential.signing;

import org.jspecify.annotations.NullMarked;
