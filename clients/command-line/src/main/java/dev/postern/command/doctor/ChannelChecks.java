package dev.postern.command.doctor;

import dev.postern.client.Postern;
import dev.postern.client.error.Forbidden;
import dev.postern.client.error.PosternException;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where providers post, and what came of it. */
final class ChannelChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MOST = 50;
    /** Addresses of one machine, and of private networks (RFC 1918, RFC 4193). */
    private static final Pattern OWN = Pattern.compile(
            "localhost|[^.:]+|.*\\.(local|localhost|internal|lan)|(127|10|192\\.168|169\\.254|172\\.(1[6-9]|2\\d|3[01]))\\..*"
                    + "|0\\.0\\.0\\.0|\\[(::1?|f[cde].*)]",
            Pattern.CASE_INSENSITIVE);

    private final Postern postern;

    ChannelChecks(Postern postern) {
        this.postern = postern;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        try {
            List<JsonObject> channels = JsonObject.objects(postern.wire()
                    .checked(Call.of("GET", "/v1/inbound-channels?page_size=" + MOST), TIMEOUT)
                    .json());
            findings.add(publicAddress());
            if (channels.isEmpty()) {
                findings.add(Finding.look(
                        "channels",
                        "there are none",
                        "Messages come in by pushes alone. \"postern channels add\" lists the providers that"
                                + " can post."));
            }
            channels.forEach(channel -> findings.add(posts(channel)));
        } catch (Forbidden e) {
            findings.add(Finding.notSeen("channels", "the key lacks the scope admin"));
        } catch (PosternException e) {
            findings.add(Finding.bad("channels", String.valueOf(e.getMessage()), "Try again in a moment."));
        }
        return findings;
    }

    /** Providers post where callers call, unless a proxy parts them: then the channels' own posts tell. */
    private Finding publicAddress() {
        URI address = URI.create(postern.wire().server().toString());
        String host = address.getHost();
        boolean own = OWN.matcher(host).matches();
        if (own) {
            return Finding.look(
                    "public address",
                    address + " is of this machine or its network",
                    "Providers on the Internet cannot post there. Where they are to, give the server an address that they reach,"
                            + " start it with that as POSTERN_PUBLIC_URL, and run this check with it as POSTERN_URL:"
                            + " docs/getting-messages-in.md.");
        }
        return "https".equals(address.getScheme())
                ? Finding.good("public address", address.toString())
                : Finding.look(
                        "public address", address + " has no TLS", "Put a proxy with TLS in front of the gateway.");
    }

    private Finding posts(JsonObject channel) {
        String id = String.valueOf(channel.text("channel_id"));
        String check = "channel " + channel.text("name");
        JsonObject told = postern.wire()
                .checked(Call.of("GET", "/v1/inbound-channels/" + id + "/posts"), TIMEOUT)
                .object();
        String error = told.text("last_error");
        if (error != null && told.text("connected_since") == null) {
            return Finding.bad(
                    check, "its mailbox cannot be read: " + error, "Mend the settings of channel " + id + ".");
        }
        String last = told.text("last_post_at");
        Set<String> refused = told.object("refused").members().keySet();
        if (!refused.isEmpty()) {
            return Finding.bad(
                    check,
                    "posts of the last day were refused: " + String.join(", ", refused),
                    "See GET /v1/inbound-channels/" + id + "/posts, which says what to do for each.");
        }
        return last == null
                ? Finding.look(
                        check,
                        "nothing was ever posted",
                        "Enter the address of channel " + id + " at its provider, or send a test through it.")
                : Finding.good(check, "last post " + last);
    }
}
