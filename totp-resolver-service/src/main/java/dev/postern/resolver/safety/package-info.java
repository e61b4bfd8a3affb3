/**
 * What looks after requests that no event reached: expiry, and a timer that counts everything it has to mend.
 *
 * <p>Nothing here may be needed while nothing fails.
 */
@NullMarked
package dev.postern.resolver.safety;

import org.jspecify.annotations.NullMarked;
