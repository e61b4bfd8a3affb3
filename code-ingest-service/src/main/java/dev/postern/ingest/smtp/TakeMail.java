package dev.postern.ingest.smtp;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.channel.Channels;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.TakePost;
import dev.postern.ingest.webhook.WebhookMetrics;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.reading.Bodies;
import dev.postern.platform.topic.Lookup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes mails in as posted ones are: one reading, one publishing. */
@ApplicationScoped
class TakeMail implements SmtpIntake {
    private final SmtpChannels addresses;
    private final Channels channels;
    private final Bodies bodies;
    private final TakePost takePost;
    private final WebhookMetrics metrics;

    TakeMail(SmtpChannels addresses, Channels channels, Bodies bodies, TakePost takePost, WebhookMetrics metrics) {
        this.addresses = addresses;
        this.channels = channels;
        this.bodies = bodies;
        this.takePost = takePost;
        this.metrics = metrics;
    }

    @Override
    public Lookup<Claim> claim(String address) {
        return addresses.claim(address);
    }

    @Override
    public Set<String> openedBy(String user, String password) {
        return addresses.openedBy(user, password);
    }

    @Override
    public ArrivedBody read(InputStream data, String reader) throws IOException {
        return bodies.read(data, reader, ProviderAdapter.MAIL_BYTES);
    }

    @Override
    public Outcome take(byte[] mail, String sender, Map<Channel, Set<String>> recipients) {
        List<CompletableFuture<Outcome>> all = recipients.entrySet().stream()
                .map(each -> takePost.take(
                                mail.length,
                                () -> WholeMail.delivered(mail, sender, each.getValue()),
                                each.getKey(),
                                channels.grant(each.getKey()))
                        .toCompletableFuture())
                .toList();
        Outcome worst = Outcome.TAKEN;
        for (CompletableFuture<Outcome> each : all) {
            Outcome outcome = certain(each);
            worst = outcome == Outcome.UNAVAILABLE || worst == Outcome.TAKEN ? outcome : worst;
        }
        Outcome whole = worst;
        recipients.keySet().forEach(channel -> metrics.count(channel.provider(), whole));
        return whole;
    }

    private static Outcome certain(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            return Outcome.UNAVAILABLE;
        }
    }
}
