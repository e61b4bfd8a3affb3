/**
 * Gives each time step of a seed to one run only: decides which run may have a code, and which comes too late.
 *
 * <p>Must not know how the question arrives.
 */
@NullMarked
package dev.postern.credential.lease;

import org.jspecify.annotations.NullMarked;
