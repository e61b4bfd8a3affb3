package dev.postern.ingest.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A process that keeps records while its broker is away, and publishes them once it is back, until it is killed. Its broker is the file
 * {@code published}; what its callers heard is in {@code answered}.
 */
final class SpoolVictim {
    static final int KEYS = 7;
    private static final int AWAY_FOR = 1;
    private static final int BYTES = 4_000;

    private SpoolVictim() {}

    /** Folder, first number, at which operation it ends, and how many records it keeps; with one more, its broker stays away. */
    public static void main(String[] arguments) throws Exception {
        boolean staysAway = arguments.length > 4;
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        FaultyDisk.failingAt(Integer.parseInt(arguments[2]), FaultyDisk.Fault.HALTS);
        SpoolFile file = new SpoolFile(folder, FaultyDisk.SCHEME);
        file.prepare();
        Spool spool = new Spool(file, new Spool.Limits(512L * 1024 * 1024, 100_000), Clock.systemUTC());
        spool.open();
        AtomicInteger attempts = new AtomicInteger();
        spool.start(record -> {
            if (staysAway || attempts.incrementAndGet() <= AWAY_FOR) {
                return CompletableFuture.completedFuture(Delivery.Result.NOT_YET);
            }
            FaultyDisk.step();
            append(folder.resolve("published"), record.key() + " " + text(record));
            FaultyDisk.step();
            return CompletableFuture.completedFuture(Delivery.Result.PUBLISHED);
        });
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = first; i < first + Integer.parseInt(arguments[3]); i++) {
            String line = "key-" + i % KEYS + " " + i;
            answers.add(spool.keep(record(i))
                    .thenRun(() -> append(folder.resolve("answered"), line))
                    .exceptionally(_ -> {
                        append(folder.resolve("refused"), line);
                        return null;
                    })
                    .toCompletableFuture());
            if (i % 4 == 0) {
                answers.getLast().join();
            }
        }
        answers.forEach(CompletableFuture::join);
        while (spool.size() > 0 && !staysAway) {
            Thread.sleep(10);
        }
        Runtime.getRuntime().halt(0);
    }

    private static ProducerRecord<String, byte[]> record(int number) {
        String text = number + " ".repeat(BYTES);
        return new ProducerRecord<>("topic", "key-" + number % KEYS, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ProducerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8).strip();
    }

    private static void append(Path log, String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process with these arguments. */
    static ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolVictim.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
