package dev.postern.gateway.console.oidc;

import dev.postern.gateway.settings.SignOnSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings as somebody wrote them; null for what they left out. */
record SettingsOf(
        @Nullable String issuerText,
        @Nullable String client,
        @Nullable Path secret,
        @Nullable String back,
        @Nullable String granted,
        @Nullable Path key)
        implements SignOnSettings {

    @Override
    public Optional<URI> issuer() {
        return Optional.ofNullable(issuerText).map(URI::create);
    }

    @Override
    public Optional<String> clientId() {
        return Optional.ofNullable(client);
    }

    @Override
    public Optional<Path> clientSecretFile() {
        return Optional.ofNullable(secret);
    }

    @Override
    public Optional<URI> redirectUri() {
        return Optional.ofNullable(back).map(URI::create);
    }

    @Override
    public List<String> scopes() {
        return List.of("openid", "email");
    }

    @Override
    public String nameClaim() {
        return "email";
    }

    @Override
    public String rolesClaim() {
        return "groups";
    }

    @Override
    public Optional<String> grants() {
        return Optional.ofNullable(granted);
    }

    @Override
    public Optional<Path> keyFile() {
        return Optional.ofNullable(key);
    }

    @Override
    public String label() {
        return "Sign in";
    }
}
