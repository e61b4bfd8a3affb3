/**
 * How the bytes of a request's body arrive: within bounds of size, of time and of the memory that all bodies together take, and
 * without a thread that waits for them ({@code docs/rules.md, "Arrival"}).
 *
 * <p>Must not know who calls, nor what a body means.
 */
@NullMarked
package dev.postern.platform.reading;

import org.jspecify.annotations.NullMarked;
