/** Tests of sessions. */
@NullMarked
package dev.postern.gateway.console.session;

import org.jspecify.annotations.NullMarked;
