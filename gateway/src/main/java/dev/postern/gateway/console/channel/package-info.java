/**
 * The console's pages about inbound channels. What a provider asks for, and what is entered there, comes from the API, so that a
 * provider that is added later needs nothing here.
 */
@NullMarked
package dev.postern.gateway.console.channel;

import org.jspecify.annotations.NullMarked;
