package dev.postern.gateway.console.oidc;

import dev.postern.gateway.settings.SignOnSettings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether people sign in with a provider, with which, and what their roles open. The settings are checked at the start. */
@Startup
@Singleton
public final class SignOn {
    private final Optional<Configured> configured;
    private final @Nullable Provider provider;
    private final String label;

    SignOn(SignOnSettings settings) {
        this.configured = Configured.of(settings);
        this.provider = configured
                .map(checked -> new Provider(
                        checked, settings.scopes(), new Provider.Claims(settings.nameClaim(), settings.rolesClaim())))
                .orElse(null);
        this.label = settings.label();
    }

    /** What the button says; empty when there is no provider. */
    public String label() {
        return provider == null ? "" : label;
    }

    @Nullable Provider provider() {
        return provider;
    }

    boolean isSecure() {
        return configured.map(Configured::isSecure).orElse(false);
    }

    Grants grants() {
        return configured.map(Configured::grants).orElseGet(() -> new Grants(List.of()));
    }

    /** The API key that makes the keys of people, read anew so that it can be replaced. */
    String key() throws IOException {
        return Files.readString(configured.orElseThrow().keyFile()).strip();
    }
}
