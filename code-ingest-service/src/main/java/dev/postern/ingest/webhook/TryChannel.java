package dev.postern.ingest.webhook;

import dev.postern.events.RunScope;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.message.Held;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.platform.access.Grant;
import dev.postern.platform.startup.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Sends a channel a test message, as its provider would. The message is bound to a run that nobody has, so that no login is given its
 * code.
 */
@ApplicationScoped
class TryChannel {
    private static final int ID_BYTES = 16;
    private static final String ADDRESSES = "addresses";
    private static final String USER = "user";

    private final Adapters adapters;
    private final TakePost takePost;
    private final PublicUrl publicUrl;
    private final SecureRandom random;
    private final Clock clock;

    TryChannel(Adapters adapters, TakePost takePost, PublicUrl publicUrl, SecureRandom random, Clock clock) {
        this.adapters = adapters;
        this.takePost = takePost;
        this.publicUrl = publicUrl;
        this.random = random;
        this.clock = clock;
    }

    /**
     * How a test ended.
     *
     * @param signed whether the post was signed, or carried a secret, as the provider's would; otherwise it was checked by nobody
     */
    record Tried(boolean signed, Taken taken) {}

    /**
     * Sends a test message.
     *
     * @param fields what its sender says of it
     */
    CompletionStage<Tried> send(Channel channel, ChannelTestFields fields, Grant grant) {
        Optional<ProviderAdapter> adapter = adapters.named(channel.provider());
        String recipient = fields.recipient();
        String text = fields.text();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String hex = HexFormat.of().formatHex(id);
        // Who does not post brings mail.
        boolean mail = adapter.map(ProviderAdapter::bringsMail).orElse(true);
        Example example = new Example(
                adapter.isPresent() ? address(channel) : publicUrl.base(),
                recipient != null ? recipient : mail ? recipient(channel) : "+12025550143",
                mail ? "test@postern.invalid" : "+12025550199",
                text != null
                        ? text
                        : "A test of Postern: your verification code is " + (100_000 + random.nextInt(900_000)),
                hex,
                clock.instant());
        RunScope run = new RunScope(null, null, "channel_test_" + hex);
        Optional<WebhookRequest> post = adapter.flatMap(each -> each.example(channel, example));
        if (adapter.isPresent() && post.isPresent()) {
            Seen seen = Seen.ofTest(channel, post.get(), run);
            return takePost.takeAndTell(adapter.get(), post.get(), seen, grant)
                    .thenApply(taken -> new Tried(!channel.secrets().isEmpty(), taken));
        }
        byte[] raw = example.mail();
        Seen seen = Seen.ofTest(channel, example.post(Map.of(), raw), run);
        return takePost.take(() -> reading(channel, example, mail, raw), seen, grant)
                .thenApply(taken -> new Tried(false, taken));
    }

    /** What is read of a message that comes by no post, or by one that only the provider can sign. */
    private static Reading reading(Channel channel, Example example, boolean mail, byte[] raw) {
        if (!mail) {
            return new Reading.Holds(
                    ProviderMessage.text(example.id(), example.recipient(), example.sender(), example.text()));
        }
        return channel.setting(USER).isPresent()
                ? WholeMail.found(raw, channel.setting(USER).get(), Held.inMailbox(example.now()))
                : WholeMail.delivered(raw, example.sender(), List.of(example.recipient()));
    }

    /**
     * Where messages to the channel go: the address that the provider was given, whose token is not known any more; the mail addresses
     * that the SMTP listener takes for it; or the mailbox that is read.
     */
    String address(Channel channel) {
        if (adapters.named(channel.provider()).isEmpty()) {
            return channel.setting(ADDRESSES)
                    .map(addresses -> String.join(", ", addresses.strip().split("\\s+")))
                    .orElseGet(() -> channel.setting(USER).orElse("") + " at "
                            + channel.setting("server").orElse(""));
        }
        String posted = channel.postedUrl();
        return posted != null ? posted : publicUrl.base() + "/webhooks/" + channel.provider() + "/ct_•••";
    }

    /** Whom a mail is for when the caller does not say: somebody whose mail the channel really gets, where that is known. */
    private static String recipient(Channel channel) {
        return channel.setting(ADDRESSES)
                .map(addresses -> addresses.strip().split("\\s+", 2)[0])
                .map(first -> first.contains("@") ? first : "postern-test@" + first)
                .or(() -> channel.setting(USER).filter(user -> user.contains("@")))
                .orElse("postern-test@example.com");
    }
}
