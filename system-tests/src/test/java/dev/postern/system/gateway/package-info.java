/** What the gateway does to requests on their way. */
@NullMarked
package dev.postern.system.gateway;

import org.jspecify.annotations.NullMarked;
