package dev.postern.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that keep records, and looks at what became of the records. */
class SpoolKilledTest {
    private static final String NEVER = "1000000";
    private static final int KILLS = 3;
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostDoubledOrOvertakenByKillsAtRandomPoints() throws Exception {
        // Given
        Random random = new Random();
        List<Integer> points = random.ints(KILLS, 1, 120).boxed().toList();
        // When
        int first = 0;
        for (int point : points) {
            assertThat(run(Integer.toString(first), Integer.toString(point), "40"))
                    .isIn(0, FaultyDisk.HALTED);
            first += 40;
        }
        killWhileItWorks(Integer.toString(first), random.nextInt(400));
        // Then
        assertThat(run(Integer.toString(first + 40), NEVER, "0")).isZero();
        assertThatAllAnsweredArePublishedInOrder("points " + points);
    }

    @Test
    void aFullDiskRefusesAndLosesNothingThatWasTaken() throws Exception {
        // Given
        List<String> victim = SpoolVictim.process(folder.toString(), "0", NEVER, "200", "stays")
                .command();
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 400; exec \"$@\"", "bash"));
        command.addAll(victim);
        // When
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        // Then
        assertThat(lines("answered")).isNotEmpty();
        assertThat(lines("refused")).isNotEmpty();
        assertThat(run("1000", NEVER, "0")).isZero();
        assertThatAllAnsweredArePublishedInOrder("a full disk");
    }

    private void killWhileItWorks(String first, int afterMillis) throws Exception {
        Process process =
                SpoolVictim.process(folder.toString(), first, NEVER, "40").start();
        if (!process.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private int run(String first, String point, String records) throws Exception {
        Process process =
                SpoolVictim.process(folder.toString(), first, point, records).start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void assertThatAllAnsweredArePublishedInOrder(String story) throws IOException {
        List<String> answered = lines("answered");
        List<String> published = List.copyOf(new LinkedHashSet<>(lines("published")));
        assertThat(new HashSet<>(published)).as(story).containsAll(answered);
        // A repeat has the id of the first, and the resolver drops it: what counts is the order of the firsts.
        for (int each = 0; each < SpoolVictim.KEYS; each++) {
            String key = "key-" + each + " ";
            assertThat(published.stream().filter(line -> line.startsWith(key)).map(SpoolKilledTest::number))
                    .as("%s of %s", key, story)
                    .isSorted();
        }
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    }

    private List<String> lines(String log) throws IOException {
        Path file = folder.resolve(log);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
