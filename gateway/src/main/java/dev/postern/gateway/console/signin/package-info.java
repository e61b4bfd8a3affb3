/** Signing in, with an API key or with the link that {@code ./postern up} prints, and signing out. */
@NullMarked
package dev.postern.gateway.console.signin;

import org.jspecify.annotations.NullMarked;
