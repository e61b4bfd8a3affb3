/**
 * The listener for the resolver: on a port of its own, behind a service token, never routed by the gateway.
 *
 * <p>Must not know how a code is made or leased.
 */
@NullMarked
package dev.postern.credential.internal;

import org.jspecify.annotations.NullMarked;
