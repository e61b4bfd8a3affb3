/**
 * What happens between a request's head and the method that answers it: who calls is checked first, then the body is read, within
 * bounds of size, time and memory, and without a thread that waits for it ({@code docs/rules.md, "Arrival"}).
 *
 * <p>Must not know any feature. A route that an API key does not open brings its own {@link
 * dev.postern.platform.arrival.Doorkeeper}.
 */
@NullMarked
package dev.postern.platform.arrival;

import org.jspecify.annotations.NullMarked;
