/**
 * The web page of Postern. For now one page that says where things are. It holds no state and no secret, and loads
 * nothing from anywhere else.
 *
 * <p>Must not know the proxy: what it shows of the services it will ask for as any client does, with a key.
 */
@NullMarked
package dev.postern.gateway.console;

import org.jspecify.annotations.NullMarked;
