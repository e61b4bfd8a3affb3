package dev.postern.ingest.smtp;

import dev.postern.events.MatchBy;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.reading.Bodies;
import dev.postern.platform.reading.Payer;
import dev.postern.platform.topic.Lookup;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Keeps what comes. */
class FakeIntake implements SmtpIntake {
    record Mail(String text, String sender, Map<String, Set<String>> recipients) {}

    final List<Channel> channels = new CopyOnWriteArrayList<>();
    final List<Mail> mails = Collections.synchronizedList(new ArrayList<>());
    final List<String> refused = new CopyOnWriteArrayList<>();
    volatile Outcome outcome = Outcome.TAKEN;
    volatile boolean readable = true;
    private final Bodies bodies = Bodies.of(Vertx.vertx(), Duration.ofMinutes(1), 1, 200L * 1024 * 1024);

    /** A channel of an organisation. */
    static Channel channel(String id, String organization, String addresses, String... secrets) {
        return new Channel(
                id,
                organization,
                "smtp",
                List.of(secrets),
                null,
                new Addressee(MatchBy.RECIPIENT, null, null, null),
                Map.of("addresses", addresses),
                Instant.EPOCH);
    }

    @Override
    public Lookup<Claim> claim(String address) {
        if (!readable) {
            return new Lookup.Undecided<>();
        }
        Claim claim = Claim.on(address, channels.stream());
        return claim == null ? new Lookup.Unknown<>() : new Lookup.Found<>(claim);
    }

    @Override
    public Set<String> openedBy(String user, String password) {
        return channels.stream()
                .filter(channel -> channel.secrets().contains(user + ":" + password))
                .map(Channel::channelId)
                .collect(Collectors.toSet());
    }

    @Override
    public ArrivedBody read(InputStream data, String reader) throws IOException {
        return bodies.read(data, Payer.of(reader), ProviderAdapter.MAIL_BYTES);
    }

    @Override
    public void refused(Set<Channel> refusing, Problem problem) {
        refusing.forEach(channel ->
                refused.add(channel.channelId() + " " + problem.type().wireName()));
    }

    @Override
    public Outcome take(byte[] mail, String sender, Map<Channel, Set<String>> recipients) {
        mails.add(new Mail(
                new String(mail, StandardCharsets.UTF_8),
                sender,
                recipients.entrySet().stream()
                        .collect(Collectors.toMap(
                                each -> each.getKey().channelId(), each -> Set.copyOf(each.getValue())))));
        return outcome;
    }
}
