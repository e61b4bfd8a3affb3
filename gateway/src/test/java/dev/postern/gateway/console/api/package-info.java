/** Tests of the calls of the API. */
@NullMarked
package dev.postern.gateway.console.api;

import org.jspecify.annotations.NullMarked;
