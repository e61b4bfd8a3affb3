/**
 * What exports are encrypted with: keys made of passwords, and the ciphers. Each cost that a file asks for is bounded before
 * anything is computed.
 *
 * <p>Must not know any application's format.
 */
@NullMarked
package dev.postern.credential.imports.crypto;

import org.jspecify.annotations.NullMarked;
