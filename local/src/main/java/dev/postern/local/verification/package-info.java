/**
 * {@code ./postern verify-audit}: whether the audit of a running Postern is as it was written.
 *
 * <p>Must not know a database: the running system looks at the rows, and has the keys of the signatures.
 */
@NullMarked
package dev.postern.local.verification;

import org.jspecify.annotations.NullMarked;
