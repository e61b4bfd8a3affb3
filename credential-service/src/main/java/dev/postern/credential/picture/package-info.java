/**
 * Reads the QR codes in a picture, in memory alone and within bounds of size and time. What a picture holds besides its pixels
 * is left out before anything decodes it.
 *
 * <p>Must not know where a key is kept, nor whose it is.
 */
@NullMarked
package dev.postern.credential.picture;

import org.jspecify.annotations.NullMarked;
