/**
 * Tools for language models, by the Model Context Protocol. They call the public API with the key of their caller, and tell a model
 * handles in place of codes.
 *
 * <p>Must not know the services, nor how the proxy passes requests on.
 */
@NullMarked
package dev.postern.gateway.mcp;

import org.jspecify.annotations.NullMarked;
