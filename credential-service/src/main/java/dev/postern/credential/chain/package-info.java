/**
 * How the audit is stored: what the three services say was done, seen or refused, as a chain of rows for each organisation. One
 * replica writes it, beside every request and never in one ({@code docs/adr/0044}).
 *
 * <p>Holds ids and no secret. Must not know the features whose acts it stores.
 */
@NullMarked
package dev.postern.credential.chain;

import org.jspecify.annotations.NullMarked;
