package dev.postern.local.aside;

import dev.postern.events.EventHeaders;
import dev.postern.local.kafka.QuietKafka;
import dev.postern.local.process.RunFolder;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./postern dead-letters}: the records that the resolver could not take. */
@Command(
        name = "./postern dead-letters",
        description = "Shows the codes and messages that the resolver could not take, and sends them again.",
        sortOptions = false,
        sortSynopsis = false,
        footer = {
            "",
            "Without --broker it works on the system that runs here. A record stays on its topic for 14 days,",
            "also when it was sent again. What was sent twice is stored once.",
            "",
            "Example: ./postern dead-letters resend refused-by-store"
        })
public final class DeadLetters implements Callable<Integer> {
    /** What a person may do. */
    enum Action {
        COUNT,
        LIST,
        SHOW,
        RESEND
    }

    private static final String ALL = "all";

    private final PrintStream out;

    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "count by reason (unless said otherwise), list, show or resend")
    private Action action = Action.COUNT;

    @Parameters(
            index = "2..*",
            paramLabel = "WHICH",
            description = "ids as 'list' shows them, reasons such as refused-by-store, or all")
    private List<String> chosen = List.of();

    @Option(names = "--broker", paramLabel = "HOST:PORT", description = "a broker elsewhere")
    private @Nullable String broker;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "settings of a Kafka client that reaches it, such as sasl.jaas.config")
    private @Nullable Path settings;

    DeadLetters(PrintStream out) {
        this.out = out;
    }

    /** Takes the data folder, then what a person wrote. */
    public static void main(String[] arguments) {
        QuietKafka.apply();
        System.exit(Verb.run(new DeadLetters(System.out), arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if ((action == Action.SHOW || action == Action.RESEND) && chosen.isEmpty()) {
            throw new VerbFailed("say which records, by their ids, by a reason, or all.");
        }
        Map<String, Object> client = client();
        int found = action == Action.COUNT ? count(client) : act(client);
        if (found == 0) {
            out.println(chosen.isEmpty() ? "There are no dead letters." : "There are no such dead letters.");
        }
        return found == 0 && !chosen.isEmpty() ? 1 : 0;
    }

    private Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        if (settings != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(settings)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new VerbFailed("the file of --settings cannot be read.");
            }
            properties.forEach((name, value) -> client.put(name.toString(), value));
        }
        if (broker != null) {
            client.put("bootstrap.servers", broker);
        }
        client.computeIfAbsent(
                "bootstrap.servers",
                _ -> new RunFolder(data)
                        .kafka()
                        .orElseThrow(() -> new VerbFailed("Postern does not run on " + data
                                + ". Start it with ./postern up, or name a broker with --broker.")));
        return client;
    }

    private int count(Map<String, Object> client) {
        int found = 0;
        for (DeadLetterTopic topic : DeadLetterTopic.ALL) {
            Map<String, Integer> counts = new TreeMap<>();
            topic.each(client, (id, reason, record) -> counts.merge(reason, 1, Integer::sum));
            counts.forEach((reason, count) -> out.println(topic.topic().topicName() + "  " + reason + "  " + count));
            found += counts.size();
        }
        return found;
    }

    private int act(Map<String, Object> client) throws InterruptedException {
        int found = 0;
        for (DeadLetterTopic topic : DeadLetterTopic.ALL) {
            List<ConsumerRecord<byte[], byte[]>> toSend = new ArrayList<>();
            int[] seen = {0};
            topic.each(client, (id, reason, record) -> {
                if (chosen.isEmpty() || chosen.contains(ALL) || chosen.contains(reason) || chosen.contains(id)) {
                    seen[0]++;
                    print(id, reason, record);
                    if (action == Action.RESEND) {
                        toSend.add(record);
                    }
                }
            });
            resend(topic, toSend, client);
            found += seen[0];
        }
        return found;
    }

    private void resend(DeadLetterTopic topic, List<ConsumerRecord<byte[], byte[]>> records, Map<String, Object> client)
            throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        Map<String, Object> sending = new HashMap<>(client);
        sending.put("acks", "all");
        sending.put("max.block.ms", 10_000);
        sending.put("request.timeout.ms", 10_000);
        sending.put("delivery.timeout.ms", 20_000);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                topic.resend(record, producer);
            }
        }
        out.println(records.size() + " sent again to " + topic.original().topicName());
    }

    private void print(String id, String reason, ConsumerRecord<byte[], byte[]> record) {
        Header event = record.headers().lastHeader(EventHeaders.ID.headerName());
        out.println(String.join(
                "  ",
                id,
                Instant.ofEpochMilli(record.timestamp()).toString(),
                reason,
                MaskedEvent.plain(event == null ? null : event.value()),
                (record.value() == null ? 0 : record.value().length) + " bytes"));
        if (action == Action.SHOW) {
            MaskedEvent.of(record.value()).forEach(member -> out.println("    " + member));
        }
    }
}
