package dev.postern.ingest.imap;

import dev.postern.events.Topic;
import dev.postern.ingest.channel.Channels;
import dev.postern.platform.address.AddressRules;
import dev.postern.platform.address.Network;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.platform.topic.TopicConsumers;
import dev.postern.platform.worker.Alarm;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Has one replica read all mailboxes: the one to which the broker gives the only partition of the channels' topic. When it ends, the
 * broker gives it to another ({@code docs/adr/0037-mailboxes.md}). Two that read for a moment do no harm, since a mail is one event
 * whoever finds it.
 */
@ApplicationScoped
class ReadMailboxes implements StartupCheck {
    private static final String GROUP = "postern.ingest.mailboxes";
    private static final String PROVIDER = "imap";
    private static final String ALLOWED = "postern.outbound.unsafe-allowed-networks";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(3);

    private final Map<String, Object> kafka;
    private final Channels channels;
    private final ImapSettings settings;
    private final List<String> allowed;
    private final Alarm alarm = new Alarm("mailboxes-wake");
    private final Mailboxes mailboxes;
    private final Worker worker = new Worker("mailboxes", "Mailboxes are not being read", this::lead);

    ReadMailboxes(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Channels channels,
            ImapSettings settings,
            MailboxParts parts,
            @ConfigProperty(name = ALLOWED) Optional<List<String>> allowed) {
        this.kafka = kafka;
        this.channels = channels;
        this.settings = settings;
        this.allowed = allowed.orElse(List.of());
        this.mailboxes = new Mailboxes(parts.tools(settings, new AddressRules(networks(this.allowed)), alarm));
    }

    @Override
    public void check(Findings findings) {
        if (networks(allowed).size() < allowed.size()) {
            findings.abort(ALLOWED, "an entry is no range of addresses such as 10.1.0.0/16");
        }
        if (settings.lookBack().compareTo(LONGEST_LOOK_BACK) >= 0) {
            findings.abort("postern.ingest.imap.look-back", "must be less than 72h: taken mails are known for so long");
        }
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
        mailboxes.read(List.of());
        alarm.close();
    }

    private void lead(Worker self) {
        try (KafkaConsumer<String, byte[]> consumer = TopicConsumers.member(kafka, GROUP)) {
            self.wakesBy(consumer::wakeup);
            consumer.subscribe(List.of(Topic.CHANNELS.topicName()));
            while (self.goesOn()) {
                consumer.poll(POLL);
                // The channels are known already; the partition is wanted and not its records.
                consumer.pause(consumer.assignment());
                mailboxes.read(consumer.assignment().isEmpty() ? List.of() : wanted());
                self.works();
            }
        } catch (WakeupException e) {
            // The service stops.
        } finally {
            mailboxes.read(List.of());
        }
    }

    private List<Mailbox> wanted() {
        return channels.of(PROVIDER).stream().map(Mailbox::of).toList();
    }

    private static List<Network> networks(List<String> allowed) {
        return allowed.stream().flatMap(text -> read(text).stream()).toList();
    }

    private static Optional<Network> read(String text) {
        try {
            return Stream.of(text.strip()).map(Network::of).findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
