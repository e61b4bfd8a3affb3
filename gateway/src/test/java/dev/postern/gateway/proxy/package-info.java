/** Tests of the proxy: its two decisions by themselves, and the running gateway between bare sockets on both sides. */
@NullMarked
package dev.postern.gateway.proxy;

import org.jspecify.annotations.NullMarked;
