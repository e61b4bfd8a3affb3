/**
 * The bodies and queries of Skyvern's credentials API: what a caller may say, and the words in which a wrong one is refused.
 *
 * <p>Must not know how a credential is stored: no row, no table, no key.
 */
@NullMarked
package dev.postern.credential.body;

import org.jspecify.annotations.NullMarked;
