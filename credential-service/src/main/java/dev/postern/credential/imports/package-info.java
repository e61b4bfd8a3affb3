/**
 * Takes over what other applications export: authenticators' keys and passwords. A file is held in memory and nowhere else; what
 * of it is taken becomes credentials like any other.
 *
 * <p>Must not answer with a secret, nor keep anything of a file but the credentials that were made.
 */
@NullMarked
package dev.postern.credential.imports;

import org.jspecify.annotations.NullMarked;
