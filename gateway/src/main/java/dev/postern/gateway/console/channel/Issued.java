package dev.postern.gateway.console.channel;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose address was just made, and is shown once.
 *
 * @param id of the channel
 * @param name its label
 * @param url where the provider posts
 * @param signingSecret what the posting program signs with, if Postern made it; null otherwise
 * @param setup what is entered at the provider, in its order
 */
record Issued(String id, String name, String url, @Nullable String signingSecret, List<Step> setup) {

    public Issued {
        setup = List.copyOf(setup);
    }

    /** One setting to make at the provider. */
    public record Step(String setting, String value, String why) {
        @Override
        public String toString() {
            return setting;
        }
    }

    /** Whether the address is one of this machine or of its own network, which nobody on the internet reaches. */
    public boolean isNear() {
        String host = Objects.requireNonNullElse(URI.create(url).getHost(), "");
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress();
        } catch (IllegalArgumentException e) {
            // A name.
            return false;
        }
    }

    /** The address of this Postern, as a tunnel is told where to lead. */
    public String origin() {
        URI address = URI.create(url);
        return address.getScheme() + "://" + address.getAuthority();
    }

    static Issued of(JsonObject json) {
        JsonObject channel = json.getJsonObject("channel", new JsonObject());
        return new Issued(
                channel.getString("channel_id", ""),
                channel.getString("name", ""),
                json.getString("url", ""),
                json.getString("signing_secret"),
                json.getJsonArray("setup", new JsonArray()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .map(step -> new Step(
                                step.getString("setting", ""), step.getString("value", ""), step.getString("why", "")))
                        .toList());
    }

    @Override
    public String toString() {
        return id;
    }
}
