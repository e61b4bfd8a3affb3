/**
 * Bounds the connections of clients before a request has come: how many there are, in all and by address, and how long a head may
 * take.
 *
 * <p>Must not know what a request asks for, nor where it goes.
 */
@NullMarked
package dev.postern.gateway.connection;

import org.jspecify.annotations.NullMarked;
