package dev.postern.local;

import dev.postern.events.EventHeaders;
import dev.postern.local.kafka.QuietKafka;
import dev.postern.local.process.RunFolder;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./postern tail}: follows the topics for a person who has no Kafka tools. */
@Command(
        name = "./postern tail",
        description = "Follows the Kafka topics of the running system until Ctrl-C: time, topic, event, key and value.",
        sortOptions = false,
        sortSynopsis = false,
        footer = {"", "Example: ./postern tail codes --from-beginning"})
public final class Tail implements Callable<Integer> {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long ANSWER_SECONDS = 20;
    private static final int SHOWN_KEY = 12;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    @Parameters(
            index = "1..*",
            paramLabel = "TOPIC",
            description = "a topic's name, whole or short: codes, codes.received, postern.codes.received.v1;"
                    + " all topics unless said otherwise")
    private List<String> names = List.of();

    @Option(names = "--from-beginning", description = "shows what is there already, then follows")
    private boolean fromBeginning;

    /** Takes the data folder, then what a person wrote. */
    public static void main(String[] arguments) {
        QuietKafka.apply();
        System.exit(Verb.run(new Tail(), arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        String broker = new RunFolder(data)
                .kafka()
                .orElseThrow(() -> new VerbFailed(
                        "Postern does not run on " + data + ". Start it with ./postern up, then try again."));
        follow(broker, TopicNames.of(existing(broker)).chosen(names));
        return 0;
    }

    private static Set<String> existing(String broker) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            return admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new VerbFailed("no broker answers on " + broker + " yet. Postern may be starting; try again.");
        }
    }

    private void follow(String broker, Set<String> topics) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker);
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(Tail::partition)
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position);
            }
            ERR.println("Following " + String.join(", ", topics) + "; Ctrl-C ends it.");
            while (true) {
                ConsumerRecords<String, String> records = consumer.poll(POLL);
                if (records.isEmpty() && new RunFolder(data).kafka().isEmpty()) {
                    throw new VerbFailed("Postern on " + data + " has stopped, and nothing more comes.");
                }
                // Records of several partitions come one partition after the other; a person reads by time.
                StreamSupport.stream(records.spliterator(), false)
                        .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                        .forEach(Tail::print);
            }
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private static void print(ConsumerRecord<String, String> record) {
        String key = record.key() == null ? "-" : plain(record.key());
        String shortKey = key.length() <= SHOWN_KEY ? key : key.substring(0, SHOWN_KEY) + "…";
        OUT.printf(
                "%s  %s  %s  key=%s%n    %s%n",
                TIME.format(Instant.ofEpochMilli(record.timestamp())),
                record.topic(),
                header(record, EventHeaders.TYPE),
                shortKey,
                record.value() == null ? "(deleted)" : plain(record.value()));
    }

    private static String header(ConsumerRecord<String, String> record, EventHeaders name) {
        Header header = record.headers().lastHeader(name.headerName());
        return header == null || header.value() == null
                ? "-"
                : plain(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Whoever writes on the broker may not move the cursor of a terminal. No event of ours has such characters. */
    private static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("\uFFFD");
    }
}
