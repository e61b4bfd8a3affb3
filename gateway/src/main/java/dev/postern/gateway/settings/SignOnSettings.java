package dev.postern.gateway.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How people sign in to the console with an account of an OpenID Connect provider. Off without an issuer. */
@ConfigMapping(prefix = "postern.console.oidc")
public interface SignOnSettings {
    /** The provider's issuer, as its ID tokens name it. */
    Optional<URI> issuer();

    /** Who the console is for the provider. */
    Optional<String> clientId();

    /** A file with the client's secret. Without it the client is a public one, which PKCE alone protects. */
    Optional<Path> clientSecretFile();

    /** Where the provider sends the browser back to: the console's address and {@code /console/sign-in/oidc/back}. */
    Optional<URI> redirectUri();

    /** What the provider is asked for. */
    @WithDefault("openid,profile,email")
    List<String> scopes();

    /** The claim with the person's name for lists and the audit. */
    @WithDefault("email")
    String nameClaim();

    /** The claim with the person's roles or groups; steps into an object are separated by {@code /}. */
    @WithDefault("groups")
    String rolesClaim();

    /** What each role may do where: {@code ROLE=ORGANIZATION SCOPE SCOPE}, separated by semicolons. */
    Optional<String> grants();

    /** A file with the API key that makes the keys of people: the operator's, or one of the organisation's with {@code admin}. */
    Optional<Path> keyFile();

    /** What the button says. */
    @WithDefault("Sign in with single sign-on")
    String label();
}
