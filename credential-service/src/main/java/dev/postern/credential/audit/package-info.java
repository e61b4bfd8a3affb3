/**
 * How the audit is read: a list with filters, an export and a verification, for the administrators of an organisation and, for what
 * belongs to none, for operators.
 *
 * <p>Must not write the audit.
 */
@NullMarked
package dev.postern.credential.audit;

import org.jspecify.annotations.NullMarked;
