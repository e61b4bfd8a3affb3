/** Requests on their way through the gateway. */
@NullMarked
package dev.postern.system.gateway;

import org.jspecify.annotations.NullMarked;
