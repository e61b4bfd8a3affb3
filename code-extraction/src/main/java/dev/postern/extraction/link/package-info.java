/**
 * The rules for sign-in links: which address of a message lets its reader in, and the code it may carry.
 *
 * <p>Must not open an address, or know the parts of a message.
 */
@NullMarked
package dev.postern.extraction.link;

import org.jspecify.annotations.NullMarked;
