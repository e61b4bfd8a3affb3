package dev.postern.gateway.console.oidc;

import dev.postern.gateway.settings.SignOnSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a console that has a provider, checked.
 *
 * @param issuer of the ID tokens
 * @param clientId who the console is for the provider
 * @param secretFile with the client's secret; null for a public client
 * @param redirectUri where the provider sends the browser back to
 * @param grants which roles may do what
 * @param keyFile with the API key that makes the keys of people
 */
record Configured(
        URI issuer, String clientId, @Nullable Path secretFile, URI redirectUri, Grants grants, Path keyFile) {
    static final String BACK = "/console/sign-in/oidc/back";
    private static final String PREFIX = "POSTERN_CONSOLE_OIDC_";

    /**
     * The settings; empty when there is no issuer.
     *
     * @throws IllegalStateException with a sentence for the operator that names all that is wrong
     */
    static Optional<Configured> of(SignOnSettings settings) {
        if (settings.issuer().isEmpty()) {
            return Optional.empty();
        }
        List<String> wrong = new ArrayList<>();
        URI issuer = safe(settings.issuer().get(), "ISSUER", wrong);
        String clientId = present(settings.clientId(), "CLIENT_ID", wrong).orElse("");
        URI redirectUri = present(settings.redirectUri(), "REDIRECT_URI", wrong)
                .map(uri -> safe(uri, "REDIRECT_URI", wrong))
                .orElse(issuer);
        if (settings.redirectUri().isPresent() && !BACK.equals(redirectUri.getPath())) {
            wrong.add(PREFIX + "REDIRECT_URI must end with " + BACK);
        }
        Path keyFile = present(settings.keyFile(), "KEY_FILE", wrong).orElse(Path.of(""));
        Optional<Grants> grants = present(settings.grants(), "GRANTS", wrong).flatMap(text -> grants(text, wrong));
        if (settings.keyFile().isPresent() && !Files.isReadable(keyFile)) {
            wrong.add(PREFIX + "KEY_FILE: " + keyFile + " cannot be read");
        }
        settings.clientSecretFile()
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> wrong.add(PREFIX + "CLIENT_SECRET_FILE: " + file + " cannot be read"));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
        return Optional.of(new Configured(
                issuer,
                clientId,
                settings.clientSecretFile().orElse(null),
                redirectUri,
                grants.orElseThrow(),
                keyFile));
    }

    /** Whether the browser speaks TLS with the console. */
    boolean isSecure() {
        return "https".equals(redirectUri.getScheme());
    }

    /** The client's secret, read anew so that it can be replaced; null for a public client. */
    @Nullable String secret() throws IOException {
        return secretFile == null ? null : Files.readString(secretFile).strip();
    }

    private static <T> Optional<T> present(Optional<T> value, String name, List<String> wrong) {
        if (value.isEmpty()) {
            wrong.add(PREFIX + name + " is missing, but " + PREFIX + "ISSUER is set");
        }
        return value;
    }

    private static Optional<Grants> grants(String text, List<String> wrong) {
        try {
            return Optional.of(Grants.of(text));
        } catch (IllegalArgumentException e) {
            wrong.add(PREFIX + "GRANTS " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether what is sent there goes over TLS. */
    static boolean isOverTls(URI uri) {
        return uri.getHost() != null && uri.getRawUserInfo() == null && "https".equals(uri.getScheme());
    }

    /** Whether what is sent there stays on this machine, over plain HTTP. */
    static boolean isHere(URI uri) {
        String host = uri.getHost();
        return "http".equals(uri.getScheme())
                && ("localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host));
    }

    /** Tokens and codes go over TLS, or stay on this machine. */
    private static URI safe(URI uri, String name, List<String> wrong) {
        if (!isOverTls(uri) && !isHere(uri)) {
            wrong.add(PREFIX + name + " must be an address that begins with https://");
        }
        return uri;
    }
}
