/**
 * The choice between embedded servers and containers, and the containers, which only tests use.
 *
 * <p>Must not know of services.
 */
@NullMarked
package dev.postern.local.infrastructure;

import org.jspecify.annotations.NullMarked;
