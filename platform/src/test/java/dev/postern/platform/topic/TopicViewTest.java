package dev.postern.platform.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class TopicViewTest {
    private static final Topic TOPIC = Topic.API_KEYS;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static Broker broker;

    private final Map<String, String> read = new ConcurrentHashMap<>();
    private final TopicView view = new TopicView("test", broker.settings(), TOPIC, this::apply);

    @BeforeAll
    static void start() {
        broker = Broker.start(folder, TOPIC);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @AfterEach
    void close() {
        view.close();
    }

    @Test
    void saysNothingBeforeTheTopicWasReadToItsEnd() {
        // When
        Lookup<String> before = find("absent");
        view.start();
        await().atMost(PATIENCE).until(view::complete);
        // Then
        assertThat(before).isEqualTo(new Lookup.Undecided<>());
        assertThat(find("absent")).isEqualTo(new Lookup.Unknown<>());
    }

    /** A key that was read already may be revoked by a record that was not. */
    @Test
    void saysNothingOfWhatItHasReadBeforeTheEnd() {
        // Given
        read.put("early", "value");
        // Then
        assertThat(find("early")).isEqualTo(new Lookup.Undecided<>());
    }

    /** Its revocation would never be read. */
    @Test
    void saysNothingOfWhatItKnowsOnceItsThreadIsGone() throws Exception {
        // Given
        String key = publish();
        view.start();
        await().atMost(PATIENCE).until(() -> find(key) instanceof Lookup.Found<String>);
        // When
        view.close();
        // Then
        assertThat(view.works()).isFalse();
        assertThat(find(key)).isEqualTo(new Lookup.Undecided<>());
        assertThat(find("absent")).isEqualTo(new Lookup.Undecided<>());
    }

    @Test
    void findsWhatWasPublishedBeforeTheStart() throws Exception {
        // Given
        String key = publish();
        // When
        view.start();
        await().atMost(PATIENCE).until(view::complete);
        // Then
        assertThat(read).containsKey(key);
    }

    /** The law of the view: what the broker acknowledged before the question is never called unknown. */
    @Test
    void findsWhateverWasPublishedBeforeTheQuestion() throws Exception {
        // Given
        view.start();
        await().atMost(PATIENCE).until(view::complete);
        for (int i = 0; i < 100; i++) {
            // When
            String key = publish();
            // Then
            assertThat(find(key)).isEqualTo(new Lookup.Found<>("value of " + key));
        }
    }

    /** One after the other, these would take longer than any of them waits. */
    @Test
    void answersAllWhoAskAtOnceTogether() throws Exception {
        // Given
        view.start();
        await().atMost(PATIENCE).until(view::complete);
        List<Callable<Lookup<String>>> questions = IntStream.range(0, 500)
                .mapToObj(i -> (Callable<Lookup<String>>) () -> find("absent-" + i))
                .toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<Lookup<String>>> answers = callers.invokeAll(questions);
            // Then
            assertThat(answers).extracting(Future::resultNow).containsOnly(new Lookup.Unknown<>());
        }
    }

    @Test
    void saysWhatItKnowsAndNothingElseWhileTheBrokerIsAway() throws Exception {
        // Given
        String key = publish();
        view.start();
        await().atMost(PATIENCE).until(view::complete);
        // When
        broker.stop();
        try {
            // Then
            await().atMost(PATIENCE).until(() -> find("absent").equals(new Lookup.Undecided<>()));
            assertThat(find(key)).isEqualTo(new Lookup.Found<>("value of " + key));
            await().atMost(PATIENCE).until(() -> view.staleFor().compareTo(Duration.ofSeconds(4)) > 0);
            assertThat(view.complete()).isTrue();
        } finally {
            broker.restart();
        }
        await().atMost(PATIENCE).until(() -> find("absent").equals(new Lookup.Unknown<>()));
        assertThat(view.staleFor()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void staysFreshWithoutAnybodyAsking() {
        // Given
        view.start();
        await().atMost(PATIENCE).until(view::complete);
        // When
        await().atMost(PATIENCE).until(() -> view.staleFor().compareTo(Duration.ofSeconds(2)) > 0);
        // Then
        await().atMost(PATIENCE).until(() -> view.staleFor().compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    void readsFromTheBeginningAgainAfterAFailure() throws Exception {
        // Given
        String first = publish();
        String second = publish();
        AtomicBoolean failed = new AtomicBoolean();
        TopicView failing = new TopicView("test", broker.settings(), TOPIC, record -> {
            if (record.key().equals(second) && failed.compareAndSet(false, true)) {
                read.clear();
                throw new IllegalStateException("once");
            }
            apply(record);
        });
        // When
        try (failing) {
            failing.start();
            await().atMost(PATIENCE).until(failing::complete);
        }
        // Then
        assertThat(failed).isTrue();
        assertThat(read).containsKeys(first, second);
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        read.put(record.key(), new String(record.value(), UTF_8));
    }

    private Lookup<String> find(String key) {
        return view.find(() -> read.get(key));
    }

    private static String publish() throws Exception {
        String key = UUID.randomUUID().toString();
        broker.publish(TOPIC, key, ("value of " + key).getBytes(UTF_8));
        return key;
    }
}
