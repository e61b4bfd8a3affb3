/** Tests of signing in. */
@NullMarked
package dev.postern.gateway.console.signin;

import org.jspecify.annotations.NullMarked;
