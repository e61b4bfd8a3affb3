package dev.postern.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.ingest.spool.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFileTest {
    private static final int STEPS = 20;
    private static final int LEAST_POINTS = 30;

    @TempDir
    private Path folder;

    /** What the file must have: what was confirmed, and what may be there of the step that failed. */
    private static final class Model {
        private SortedMap<Long, Integer> confirmed = new TreeMap<>();
        private SortedMap<Long, Integer> tried = new TreeMap<>();
    }

    @Test
    void afterAPowerFailureAtAnyPointTheFileHasWhatWasConfirmed() throws IOException {
        assertThat(pointsOf(2, Fault.DIES, true)).isGreaterThan(LEAST_POINTS);
    }

    @Test
    void afterAKillAtAnyPointTheFileHasWhatWasConfirmed() throws IOException {
        assertThat(pointsOf(7, Fault.DIES, false)).isGreaterThan(LEAST_POINTS);
    }

    @Test
    void aDiskThatRefusesOnceAtAnyPointLosesNothingThatWasConfirmed() throws IOException {
        assertThat(pointsOf(11, Fault.REFUSES_ONCE, false)).isGreaterThan(LEAST_POINTS);
    }

    /** Plays the story of a seed once for each point at which it can fail, and tells how many there are. */
    private int pointsOf(int seed, Fault fault, boolean powerFails) throws IOException {
        int point = 1;
        while (playsUntil(point, seed, fault, powerFails)) {
            point++;
        }
        return point - 1;
    }

    /** False when the story ended before the point. */
    private boolean playsUntil(int point, int seed, Fault fault, boolean powerFails) throws IOException {
        // Given
        Path own = Files.createDirectory(folder.resolve(seed + "-" + point));
        FaultyDisk disk = FaultyDisk.failingAt(point, fault);
        Model model = new Model();
        SpoolFile file = new SpoolFile(own, FaultyDisk.SCHEME);
        file.prepare();
        // When
        play(file, model, new Random(seed), fault);
        file.close();
        if (powerFails) {
            disk.loseUnconfirmed(own.resolve("spool/records.mv"), new Random(point));
        }
        // Then
        SpoolFile again = new SpoolFile(own);
        SortedMap<Long, Integer> left = contents(again);
        again.close();
        assertThat(left).as("point %d of seed %d", point, seed).isIn(model.confirmed, model.tried);
        return disk.hasFailed();
    }

    private static SortedMap<Long, Integer> contents(SpoolFile file) {
        SortedMap<Long, Integer> all = new TreeMap<>();
        file.forEach((number, bytes) -> all.put(number, Arrays.hashCode(bytes)));
        return all;
    }

    private static void play(SpoolFile file, Model model, Random random, Fault fault) {
        long next = 1;
        for (int step = 0; step < STEPS; step++) {
            model.tried = new TreeMap<>(model.confirmed);
            boolean removes = !model.confirmed.isEmpty() && random.nextInt(3) == 0;
            try {
                if (removes) {
                    List<Long> numbers = new ArrayList<>(model.confirmed.keySet())
                            .subList(0, 1 + random.nextInt(model.confirmed.size()));
                    model.tried.keySet().removeAll(numbers);
                    file.remove(numbers);
                } else {
                    SortedMap<Long, byte[]> more = new TreeMap<>();
                    for (int i = 1 + random.nextInt(4); i > 0; i--) {
                        byte[] record = new byte[random.nextInt(60_000)];
                        random.nextBytes(record);
                        model.tried.put(next, Arrays.hashCode(record));
                        more.put(next++, record);
                    }
                    file.append(more);
                }
                model.confirmed = model.tried;
            } catch (RuntimeException e) {
                if (fault == Fault.DIES) {
                    return;
                }
                // The disk may have what it did not confirm.
                SortedMap<Long, Integer> now = contents(file);
                assertThat(now).isIn(model.confirmed, model.tried);
                model.confirmed = now;
            }
        }
    }

    @Test
    void onlyItsUserCanReadTheFile() throws IOException {
        // Given
        SpoolFile file = new SpoolFile(folder);
        // When
        file.prepare();
        file.append(new TreeMap<>(Map.of(1L, new byte[] {1})));
        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("spool"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("spool/records.mv"))))
                .isEqualTo("rw-------");
        file.close();
    }

    @Test
    void nothingIsLeftOfAFileThatIsDiscarded() throws IOException {
        // Given
        SpoolFile file = new SpoolFile(folder);
        file.prepare();
        file.append(new TreeMap<>(Map.of(1L, new byte[] {1}, 2L, new byte[] {2})));
        // When
        file.discard();
        // Then
        assertThat(folder.resolve("spool")).isEmptyDirectory();
        file.append(new TreeMap<>(Map.of(3L, new byte[] {3})));
        assertThat(contents(file).keySet()).containsExactly(3L);
        file.close();
    }

    @Test
    void twoProcessesCannotUseOneFile() throws IOException {
        // Given
        SpoolFile file = new SpoolFile(folder);
        file.prepare();
        file.append(new TreeMap<>(Map.of(1L, new byte[] {1})));
        SpoolFile other = new SpoolFile(folder);
        // When
        RuntimeException refused = catchThrowableOfType(RuntimeException.class, () -> other.read(1));
        // Then
        assertThat(SpoolFile.isInUse(refused)).isTrue();
        file.close();
    }

    @Test
    void theFileStaysShortWhenMuchIsRemoved() throws IOException {
        // Given
        SpoolFile file = new SpoolFile(folder);
        file.prepare();
        byte[] record = new byte[60_000];
        // When
        for (long number = 1; number <= 60; number++) {
            file.append(new TreeMap<>(Map.of(number, record)));
            if (number > 5) {
                file.remove(List.of(number - 5));
            }
            // Then
            assertThat(Files.size(folder.resolve("spool/records.mv"))).isLessThan(2 * 1024 * 1024);
        }
        assertThat(contents(file).keySet()).containsExactly(56L, 57L, 58L, 59L, 60L);
        file.close();
    }
}
