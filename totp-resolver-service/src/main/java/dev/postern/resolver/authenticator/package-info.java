/**
 * Codes computed from a stored seed: credential-service makes them, one step of a seed to one run.
 *
 * <p>Must not know seeds.
 */
@NullMarked
package dev.postern.resolver.authenticator;

import org.jspecify.annotations.NullMarked;
