/**
 * Credentials as Skyvern's API stores and shows them: metadata in the open, every secret encrypted.
 *
 * <p>Must not answer with a secret; what leaves is metadata and the live code.
 */
@NullMarked
package dev.postern.credential.store;

import org.jspecify.annotations.NullMarked;
