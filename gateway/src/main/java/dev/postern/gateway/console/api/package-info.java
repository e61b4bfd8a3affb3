/**
 * How the console asks Postern: through the public API, as any other client would, with the key of the person who is signed in.
 * What the console shows or does is therefore never more than that key may.
 */
@NullMarked
package dev.postern.gateway.console.api;

import org.jspecify.annotations.NullMarked;
