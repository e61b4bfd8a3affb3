package dev.postern.ingest.post;

import dev.postern.platform.body.StorableText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What helps to find out why a post was refused, by name: {@code provider_message_id}; of the address that a signature was checked
 * over {@code signed_scheme}, {@code signed_host}, {@code signed_port} and {@code signed_path}; and of the request as it came
 * {@code arrived_scheme}, {@code arrived_host} and {@code arrived_path}. Channels' tokens in it are masked.
 */
public final class PostDetails {
    private static final int LONGEST = 300;
    private static final Pattern TOKEN = Pattern.compile("ct_[A-Za-z0-9_-]{2,}");

    private final Map<String, String> details = new HashMap<>();

    /** The provider's own id of the message. What stands behind a line feed tells copies apart by their recipients, and is left out. */
    public PostDetails providerMessageId(String id) {
        return put("provider_message_id", id.split("\n", 2)[0]);
    }

    /**
     * The address that a signature was checked over: what the provider should have been given.
     *
     * @param address without a query
     */
    public PostDetails signedOver(String address) {
        try {
            URI uri = new URI(address);
            put("signed_scheme", uri.getScheme());
            put("signed_host", uri.getHost());
            put("signed_port", uri.getPort() < 0 ? usualPort(uri.getScheme()) : Integer.toString(uri.getPort()));
            return put("signed_path", uri.getRawPath());
        } catch (URISyntaxException e) {
            return this;
        }
    }

    /**
     * The request as it came.
     *
     * @param scheme null when no proxy names it
     * @param host as its header says, with a port if there is one; null when there is none
     * @param path without a query
     */
    public PostDetails arrivedAt(@Nullable String scheme, @Nullable String host, String path) {
        put("arrived_scheme", scheme);
        put("arrived_host", host);
        return put("arrived_path", path);
    }

    /** What was put in so far. */
    public Map<String, String> map() {
        return Map.copyOf(details);
    }

    private PostDetails put(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            String clean = TOKEN.matcher(StorableText.withoutControls(value)).replaceAll("ct_•••");
            details.put(name, clean.substring(0, Math.min(LONGEST, clean.length())));
        }
        return this;
    }

    private static String usualPort(@Nullable String scheme) {
        return "http".equals(scheme) ? "80" : "443";
    }

    @Override
    public String toString() {
        return "PostDetails[***]";
    }
}
