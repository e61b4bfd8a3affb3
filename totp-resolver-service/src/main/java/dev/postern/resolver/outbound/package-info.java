/**
 * Calls to addresses that users supply. They must not give users access to servers that only Postern can reach: design,
 * section 5, "Outbound calls".
 *
 * <p>Must not know the purpose of a call.
 */
@NullMarked
package dev.postern.resolver.outbound;

import org.jspecify.annotations.NullMarked;
