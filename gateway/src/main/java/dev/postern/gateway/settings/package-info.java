/**
 * What the gateway is told when it starts: where the services are, whom it trusts, and how much it takes.
 *
 * <p>Must not know how requests are passed on.
 */
@NullMarked
package dev.postern.gateway.settings;

import org.jspecify.annotations.NullMarked;
