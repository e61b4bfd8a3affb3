/**
 * People sign in with an account of an OpenID Connect provider. Each gets an API key of their own that ends with the session, so that
 * what they do is theirs in the audit.
 *
 * <p>Must not know how a session is kept, nor take part in any route outside of the console.
 */
@NullMarked
package dev.postern.gateway.console.oidc;

import org.jspecify.annotations.NullMarked;
