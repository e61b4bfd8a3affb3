/**
 * The route by which logins ask for a code and wait. Callers that ask in another form are served here too.
 *
 * <p>Must not know how a code is matched.
 */
@NullMarked
package dev.postern.resolver.request;

import org.jspecify.annotations.NullMarked;
