/**
 * Passes requests on to the three services: one base URL for all of them. It decides by method and raw path alone, reads
 * no body, checks no key and keeps nothing.
 *
 * <p>Must not know what the services do, and must not have a route to anything but their public listeners.
 *
 * <p>Why not {@code vertx-http-proxy}, which stands beside Vert.x: it was tried (4.5.27) and it
 *
 * <ul>
 *   <li>sends the head of an answer with its first chunk only, so that the client of an event stream does not learn that
 *       the stream is open until something happens;
 *   <li>replaces the Host, over which providers sign, and writes a Date of its own;
 *   <li>passes hop-by-hop headers of answers on, and both ways those that a Connection header names;
 *   <li>passes {@code Expect: 100-continue} on but drops the answer to it;
 *   <li>answers what cannot be reached with an empty 502, does not notice a client that leaves while a connection is
 *       being made, and logs an error for each that leaves later.
 * </ul>
 *
 * Some of this can be bent by interceptors, not all of it. What is left to do by hand is moving two bodies, which Vert.x
 * does already.
 */
@NullMarked
package dev.postern.gateway.proxy;

import org.jspecify.annotations.NullMarked;
