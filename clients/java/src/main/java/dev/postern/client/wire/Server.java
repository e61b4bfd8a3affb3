package dev.postern.client.wire;

import dev.postern.client.error.SettingsException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the server is, and the key. Neither the key nor a user in the address is ever shown. */
public final class Server {
    private static final Pattern ADDRESS =
            Pattern.compile("(https?://(?:[^@/?#]*@)?)(\\[[^]]*]|[^:/?#@]+)([^?#]*)", Pattern.CASE_INSENSITIVE);

    private final String address;
    private final String shown;
    private final String apiKey;
    private final @Nullable String user;

    /**
     * @param url such as {@code https://postern.example.com}; a user in it is sent to a proxy in front by {@code Authorization: Basic}
     * @param apiKey {@code pk_…}
     * @throws SettingsException one of them is missing or cannot be used
     */
    public Server(@Nullable String url, @Nullable String apiKey) {
        String text = url == null ? "" : url.strip().replaceAll("/+$", "");
        String key = apiKey == null ? "" : apiKey.strip();
        if (text.isEmpty()) {
            throw new SettingsException("Say where Postern is, by the variable POSTERN_URL or in the code");
        }
        URI uri = parsed(text);
        if (key.isEmpty()) {
            throw new SettingsException("An API key is needed, by the variable POSTERN_API_KEY or in the code");
        }
        if (!key.matches("[ -~]+")) {
            throw new SettingsException("The API key holds characters that no key has");
        }
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        this.shown = uri.getScheme().toLowerCase(Locale.ROOT) + "://" + place;
        this.address = shown + (uri.getRawPath() == null ? "" : uri.getRawPath());
        this.apiKey = key;
        this.user = uri.getUserInfo();
    }

    private static URI parsed(String text) {
        Matcher parts = ADDRESS.matcher(text);
        try {
            if (parts.matches()) {
                // A host may be written in any script.
                URI uri = new URI(parts.group(1) + ascii(parts.group(2)) + parts.group(3));
                if (uri.getHost() != null && uri.getPort() < 65_536) {
                    return uri;
                }
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Refused below, without the text: a password may stand in it.
        }
        throw new SettingsException(
                "POSTERN_URL is an address such as https://postern.example.com, with a path at most");
    }

    private static String ascii(String host) {
        return host.startsWith("[") ? host : IDN.toASCII(host);
    }

    HttpRequest.Builder request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + call.path()))
                .method(call.method(), call.body() == null ? HttpRequest.BodyPublishers.noBody() : call.body())
                .setHeader("accept", "application/json")
                .setHeader("x-api-key", apiKey);
        if (user != null) {
            String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            request.setHeader("authorization", "Basic " + basic);
        }
        call.headers().forEach(request::setHeader);
        return request;
    }

    /** The address without user and path. */
    @Override
    public String toString() {
        return shown;
    }
}
