package dev.postern.local;

import dev.postern.events.EventHeaders;
import dev.postern.local.kafka.QuietKafka;
import dev.postern.local.process.CannotStart;
import dev.postern.local.process.RunFolder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code ./postern tail}: follows the topics for a person who has no Kafka tools. */
public final class Tail {
    private static final String FROM_BEGINNING = "--from-beginning";
    private static final String PREFIX = "postern.";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long ANSWER_SECONDS = 5;
    private static final int SHOWN_KEY = 12;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private Tail() {}

    /**
     * Takes the data folder, then a topic, short ({@code codes.received}) or whole, and {@code --from-beginning}; without
     * a topic it follows all.
     */
    public static void main(String[] arguments) throws InterruptedException {
        QuietKafka.apply();
        try {
            List<String> names = Arrays.stream(arguments)
                    .skip(1)
                    .filter(argument -> !argument.equals(FROM_BEGINNING))
                    .toList();
            boolean fromBeginning = Arrays.asList(arguments).contains(FROM_BEGINNING);
            String broker = new RunFolder(Path.of(arguments[0]))
                    .kafka()
                    .orElseThrow(() -> new CannotStart("Postern does not run on " + arguments[0]
                            + ". Start it with ./postern up, then try again."));
            follow(broker, topics(broker, names), fromBeginning);
        } catch (CannotStart e) {
            ERR.println("postern: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Set<String> topics(String broker, List<String> names) throws InterruptedException {
        Set<String> existing = new TreeSet<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(PREFIX))
                    .forEach(existing::add);
        } catch (TimeoutException | ExecutionException e) {
            throw new CannotStart("no broker answers on " + broker + " yet. Postern may be starting; try again.");
        }
        if (names.isEmpty()) {
            return existing;
        }
        Set<String> chosen = new TreeSet<>();
        for (String name : names) {
            String found = existing.stream()
                    .filter(topic ->
                            topic.equals(name) || topic.equals(PREFIX + name) || topic.equals(PREFIX + name + ".v1"))
                    .findFirst()
                    .orElseThrow(() -> new CannotStart(
                            "there is no topic " + name + ". There are:\n  " + String.join("\n  ", existing)));
            chosen.add(found);
        }
        return chosen;
    }

    private static void follow(String broker, Set<String> topics, boolean fromBeginning) {
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
                // Records of several partitions come one partition after the other; a person reads by time.
                StreamSupport.stream(consumer.poll(POLL).spliterator(), false)
                        .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                        .forEach(Tail::print);
            }
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private static void print(ConsumerRecord<String, String> record) {
        String key = record.key() == null ? "-" : record.key();
        String shortKey = key.length() <= SHOWN_KEY ? key : key.substring(0, SHOWN_KEY) + "…";
        OUT.printf(
                "%s  %s  %s  key=%s%n    %s%n",
                TIME.format(Instant.ofEpochMilli(record.timestamp())),
                record.topic(),
                header(record, EventHeaders.TYPE),
                shortKey,
                record.value() == null ? "(deleted)" : record.value());
    }

    private static String header(ConsumerRecord<String, String> record, EventHeaders name) {
        Header header = record.headers().lastHeader(name.headerName());
        return header == null ? "-" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
