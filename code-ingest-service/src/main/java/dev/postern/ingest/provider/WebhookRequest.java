package dev.postern.ingest.provider;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A post as it came, with every byte unchanged. It has no readable text, since the address holds the channel's token.
 */
public final class WebhookRequest {
    private final String method;
    private final String address;
    private final String path;
    private final String query;
    private final Function<String, List<String>> headers;
    private final byte[] body;

    /**
     * A post.
     *
     * @param address without a query
     * @param query after the question mark, as it came; empty when there is none
     * @param headers all values of a header by its name, in any case
     * @param body not copied
     */
    public WebhookRequest(
            String method, String address, String query, Function<String, List<String>> headers, byte[] body) {
        this(method, address, "", query, headers, body);
    }

    /**
     * A post whose path as it came is known.
     *
     * @param address without a query
     * @param path as it came, which need not be that of the address
     * @param query after the question mark, as it came; empty when there is none
     * @param headers all values of a header by its name, in any case
     * @param body not copied
     */
    public WebhookRequest(
            String method,
            String address,
            String path,
            String query,
            Function<String, List<String>> headers,
            byte[] body) {
        this.method = method;
        this.address = address;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** The HTTP method, in capitals. */
    public String method() {
        return method;
    }

    /**
     * The address the provider was given. Scheme, host and path are those configured, since a proxy may have changed
     * what is seen here; the query is as it came.
     */
    public String url() {
        return query.isEmpty() ? address : address + "?" + query;
    }

    /** The address the provider was given, without the query. */
    public String address() {
        return address;
    }

    /** The path as it came, without the query; empty when it is not known. */
    public String path() {
        return path;
    }

    /** The query after the question mark, with its percent-encoding; empty when there is none. */
    public String query() {
        return query;
    }

    /**
     * A header that stands there once. One that was sent twice counts as absent, since it is unclear which is meant.
     */
    public Optional<String> header(String name) {
        List<String> values = headers.apply(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** The content type without its parameters, in lower case; empty when there is none. */
    public String mediaType() {
        return header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The exact bytes of the body, not a copy. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "WebhookRequest[***]";
    }
}
