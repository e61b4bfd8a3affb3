/**
 * Everything that the client throws. No error holds a code, a message, an address or a key.
 */
@NullMarked
package dev.postern.client.error;

import org.jspecify.annotations.NullMarked;
