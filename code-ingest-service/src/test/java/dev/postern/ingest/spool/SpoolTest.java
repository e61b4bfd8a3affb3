package dev.postern.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long MEBIBYTES_16 = 16L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<String> published = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Spool> running = new CopyOnWriteArrayList<>();
    private volatile Delivery.Result broker = Delivery.Result.NOT_YET;
    private volatile String closedTopic = "";

    @AfterEach
    void stop() {
        running.forEach(Spool::stop);
    }

    @Test
    void recordsOfAKeyArePublishedInTheirOrderWithTheirHeadersOnceTheBrokerIsBack() throws IOException {
        // Given
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        ProducerRecord<String, byte[]> signed = record("anna", "0");
        signed.headers().add("signature", new byte[] {1, 2, 3});
        join(spool.keep(signed));
        IntStream.range(1, 20)
                .mapToObj(i -> spool.keep(record(i % 2 == 0 ? "anna" : "bert", "" + i)))
                .toList()
                .forEach(SpoolTest::join);
        assertThat(spool.holds("anna")).isTrue();
        assertThat(spool.holds("carl")).isFalse();
        // When
        broker = Delivery.Result.PUBLISHED;
        // Then
        await().atMost(PATIENCE).until(() -> spool.size() == 0);
        assertThat(published.stream().filter(line -> line.startsWith("anna")))
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(i -> "anna " + 2 * i + (i == 0 ? " 1" : " 0"))
                        .toList());
        assertThat(published).hasSize(20);
        assertThat(spool.holds("anna")).isFalse();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void whatAnEarlierProcessKeptIsPublishedByTheNext() throws IOException {
        // Given
        Spool first = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        join(first.keep(record("anna", "1")));
        first.stop();
        // When
        Spool second = spool(new Spool.Limits(MEBIBYTES_16, 1_000));
        // Then
        assertThat(second.holds("anna")).isTrue();
        broker = Delivery.Result.PUBLISHED;
        second.start(this::publish);
        running.add(second);
        await().atMost(PATIENCE).until(() -> second.size() == 0);
        assertThat(published).containsExactly("anna 1 0");
    }

    @Test
    void moreRecordsThanAllowedAreRefusedUntilThereIsRoom() throws IOException {
        // Given
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 3));
        IntStream.range(0, 3).forEach(i -> join(spool.keep(record("anna", "" + i))));
        // When
        CompletionStage<Void> fourth = spool.keep(record("bert", "3"));
        // Then
        assertThat(fourth.toCompletableFuture()).isCompletedExceptionally();
        assertThat(spool.holds("bert")).isFalse();
        assertThat(spool.hasRoom()).isFalse();
        broker = Delivery.Result.PUBLISHED;
        await().atMost(PATIENCE).until(() -> spool.size() == 0);
        join(spool.keep(record("bert", "4")));
        assertThat(spool.hasRoom()).isTrue();
    }

    @Test
    void moreBytesThanAllowedAreRefused() throws IOException {
        // Given
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        String long_ = "x".repeat(1024 * 1024);
        List<CompletionStage<Void>> all = IntStream.range(0, 8)
                .mapToObj(_ -> spool.keep(record("anna", long_)))
                .toList();
        // When
        List<Boolean> refused = all.stream()
                .map(one -> one.handle((_, failure) -> failure != null))
                .map(SpoolTest::join)
                .toList();
        // Then
        assertThat(refused).startsWith(false, false).endsWith(true, true);
        assertThat(Files.size(folder.resolve("spool/records.mv"))).isLessThan(MEBIBYTES_16);
    }

    @Test
    void whatTheBrokerNeverTakesBlocksNoOtherAndIsPutAsideUntilAPersonHasItSentAgain() throws IOException {
        // Given
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        ProducerRecord<String, byte[]> signed = record("anna", "1");
        signed.headers().add("signature", new byte[] {1, 2, 3});
        join(spool.keep(signed));
        broker = Delivery.Result.REFUSED;
        await().atMost(PATIENCE).until(() -> spool.size() == 0);
        assertThat(spool.holds("anna")).isFalse();
        assertThat(spool.refused()).isEqualTo(1);
        assertThat(published).isEmpty();
        // When
        broker = Delivery.Result.PUBLISHED;
        Path again = Files.createDirectories(folder.resolve("spool/again"));
        try (Stream<Path> refused = Files.list(folder.resolve("spool/refused"))) {
            for (Path each : refused.toList()) {
                Files.move(each, again.resolve(each.getFileName()));
            }
        }
        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(published).containsExactly("anna 1 1"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(again).isEmptyDirectory());
        assertThat(spool.refused()).isZero();
    }

    @Test
    void whatIsNoRecordGoesBackAndIsNotSent() throws IOException {
        // Given
        Path again = Files.createDirectories(folder.resolve("spool/again"));
        Files.createDirectories(folder.resolve("spool/refused"));
        Files.writeString(again.resolve("1-1.json"), "not a record");
        // When
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        // Then
        await().atMost(PATIENCE).until(() -> spool.refused() == 1);
        assertThat(again).isEmptyDirectory();
    }

    @Test
    void aTopicThatIsClosedHoldsUpNoOtherAndItsRecordsComeInOrderOnceItIsOpen() throws IOException {
        // Given
        closedTopic = "closed";
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        List<CompletionStage<Void>> kept = IntStream.range(0, 30)
                .mapToObj(i -> spool.keep(record(i % 3 == 0 ? "closed" : "topic", "key" + i % 5, "" + i)))
                .toList();
        kept.forEach(SpoolTest::join);
        // When
        broker = Delivery.Result.PUBLISHED;
        // Then
        await().atMost(PATIENCE).until(() -> spool.size() == 10);
        assertThat(published).hasSize(20);
        closedTopic = "";
        await().atMost(PATIENCE).until(() -> spool.size() == 0);
        assertThat(published.subList(20, 30).stream().filter(line -> line.startsWith("key0")))
                .containsExactly("key0 0 0", "key0 15 0");
    }

    @Test
    void whatADiskDoesNotForgetIsPublishedOnceAllTheSame() throws IOException {
        // Given
        FaultyDisk disk = FaultyDisk.failingAt(Integer.MAX_VALUE, FaultyDisk.Fault.DIES);
        SpoolFile file = new SpoolFile(folder, FaultyDisk.SCHEME);
        file.prepare();
        Spool spool = new Spool(file, new Spool.Limits(MEBIBYTES_16, 1_000), Clock.systemUTC());
        spool.open();
        spool.start(this::publish);
        running.add(spool);
        List.of("anna", "bert", "carl").forEach(key -> join(spool.keep(record(key, "1"))));
        // When
        disk.dieNow();
        broker = Delivery.Result.PUBLISHED;
        // Then
        await().atMost(PATIENCE).until(() -> spool.size() == 0);
        assertThat(published).containsExactly("anna 1 0", "bert 1 0", "carl 1 0");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder.resolve("spool")).isEmptyDirectory());
    }

    @Test
    void aFileThatCannotBeReadIsPutAside() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("spool"));
        Files.writeString(folder.resolve("spool/records.mv"), "not a store".repeat(1_000));
        // When
        Spool spool = started(new Spool.Limits(MEBIBYTES_16, 1_000));
        // Then
        assertThat(folder.resolve("spool/records.broken")).hasContent("not a store".repeat(1_000));
        join(spool.keep(record("anna", "1")));
        assertThat(spool.size()).isEqualTo(1);
    }

    private Spool started(Spool.Limits limits) throws IOException {
        Spool spool = spool(limits);
        spool.start(this::publish);
        running.add(spool);
        return spool;
    }

    private Spool spool(Spool.Limits limits) throws IOException {
        SpoolFile file = new SpoolFile(folder);
        file.prepare();
        Spool spool = new Spool(file, limits, Clock.systemUTC(), Duration.ofMillis(500));
        spool.open();
        return spool;
    }

    private CompletionStage<Delivery.Result> publish(ProducerRecord<String, byte[]> record) {
        Delivery.Result result = record.topic().equals(closedTopic) ? Delivery.Result.TOPIC_CLOSED : broker;
        if (result == Delivery.Result.PUBLISHED) {
            published.add(record.key() + " " + new String(record.value(), StandardCharsets.UTF_8) + " "
                    + record.headers().toArray().length);
        }
        return CompletableFuture.completedFuture(result);
    }

    private static ProducerRecord<String, byte[]> record(String key, String value) {
        return record("topic", key, value);
    }

    private static ProducerRecord<String, byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
