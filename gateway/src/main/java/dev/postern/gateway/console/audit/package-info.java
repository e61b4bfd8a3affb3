/**
 * The page of the audit: who did or saw what, and whether its rows are as they were written.
 *
 * <p>Shows only what {@code /v1/audit} tells the person's key.
 */
@NullMarked
package dev.postern.gateway.console.audit;

import org.jspecify.annotations.NullMarked;
