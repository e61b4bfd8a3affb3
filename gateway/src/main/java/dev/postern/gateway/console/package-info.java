/**
 * The web pages of Postern: the page to try the API here, and the console in the packages below. Nothing is loaded from anywhere else.
 *
 * <p>Must not know the proxy: what it shows of the services it asks for as any client does, with a key.
 */
@NullMarked
package dev.postern.gateway.console;

import org.jspecify.annotations.NullMarked;
