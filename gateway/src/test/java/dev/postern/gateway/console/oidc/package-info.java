/** The sign-in with a provider, against one that is strict and one that lies. */
@NullMarked
package dev.postern.gateway.console.oidc;

import org.jspecify.annotations.NullMarked;
