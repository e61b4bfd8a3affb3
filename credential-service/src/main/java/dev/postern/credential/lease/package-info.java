/**
 * One time step of one seed to one run: who may have a code, and for whom it is too late.
 *
 * <p>Must not know how the question arrives.
 */
@NullMarked
package dev.postern.credential.lease;

import org.jspecify.annotations.NullMarked;
