package dev.postern.ingest.smtp;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.TakePost;
import dev.postern.ingest.webhook.WebhookMetrics;
import dev.postern.platform.arrival.Allowance;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.reading.Bodies;
import dev.postern.platform.reading.Payer;
import dev.postern.platform.topic.Lookup;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes mails in as posted ones are: one reading, one publishing. */
@ApplicationScoped
class TakeMail implements SmtpIntake {
    private final SmtpChannels addresses;
    private final Bodies bodies;
    private final TakePost takePost;
    private final WebhookMetrics metrics;
    private final List<Allowance> allowances;

    TakeMail(
            SmtpChannels addresses,
            Bodies bodies,
            TakePost takePost,
            WebhookMetrics metrics,
            @All List<Allowance> allowances) {
        this.addresses = addresses;
        this.bodies = bodies;
        this.takePost = takePost;
        this.metrics = metrics;
        this.allowances = List.copyOf(allowances);
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
        return bodies.read(data, Payer.of(reader), ProviderAdapter.MAIL_BYTES);
    }

    @Override
    public Outcome take(byte[] mail, String sender, Map<Channel, Set<String>> recipients) {
        List<CompletableFuture<Outcome>> all = recipients.entrySet().stream()
                .map(each -> taken(mail, sender, each.getValue(), each.getKey()))
                .toList();
        Outcome worst = Outcome.TAKEN;
        for (CompletableFuture<Outcome> each : all) {
            Outcome outcome = certain(each);
            worst = outcome.wantsAnother() || worst == Outcome.TAKEN ? outcome : worst;
        }
        Outcome whole = worst;
        recipients.keySet().forEach(channel -> metrics.count(channel.provider(), whole));
        return whole;
    }

    @Override
    public void refused(Set<Channel> channels, Problem problem) {
        channels.forEach(channel -> metrics.count(channel.provider(), takePost.refused(channel, problem)));
    }

    /** A mail counts as a post does against what its channel and its organisation may send. */
    private CompletableFuture<Outcome> taken(byte[] mail, String sender, Set<String> recipients, Channel channel) {
        Arrival arrival = new Arrival(channel.channelId(), channel.organizationId(), ProviderAdapter.MAIL_BYTES);
        List<Runnable> allowed = new ArrayList<>();
        return takePost.take(
                        mail.length,
                        () -> {
                            allowances.forEach(allowance -> allowed.add(allowance.take(arrival)));
                            return WholeMail.delivered(mail, sender, recipients);
                        },
                        channel,
                        addresses.grant(channel))
                .toCompletableFuture()
                .whenComplete((_, _) -> allowed.forEach(Runnable::run));
    }

    private static Outcome certain(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            return Outcome.UNAVAILABLE;
        }
    }
}
