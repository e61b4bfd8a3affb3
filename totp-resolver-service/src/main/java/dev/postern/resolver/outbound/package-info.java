/**
 * Calls to addresses that users supply, made so that nobody reaches through Postern what only Postern can reach: design,
 * section 5, "Outbound calls".
 *
 * <p>Must not know what is asked for.
 */
@NullMarked
package dev.postern.resolver.outbound;

import org.jspecify.annotations.NullMarked;
