package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.process.PidFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two mains as processes, since how they end is what counts. */
class UpTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Mains mains;

    private Path data;

    @BeforeEach
    void build() {
        mains = new Mains(folder);
        data = mains.data();
    }

    @Test
    void saysHowToUseItRunsOnceOnADataFolderAndStopsEverythingWhenToldTo() throws Exception {
        // Given
        Process up = mains.start("Up", "first", Map.of("POSTERN_API_KEY", "of the shell it was started from"));
        mains.awaitReady(up, "first");
        List<ProcessHandle> processes = mains.processes();

        // When
        Process second = mains.start("Up", "second", Map.of());

        // Then
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(mains.output("second")).contains("Postern already runs on " + data, "./postern down");
        assertThat(processes).allMatch(ProcessHandle::isAlive);

        // When
        up.destroy();

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isZero();
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(mains.databaseMark()).doesNotExist();
        assertThat(data.resolve("run/up.pid")).doesNotExist();
        assertThat(mains.output("first"))
                .contains(
                        "http://127.0.0.1:" + mains.ports().gateway() + "/",
                        "eval \"$(./postern env)\"",
                        "Prefer: wait=30")
                .doesNotContain(Files.readString(data.resolve("api-key")).strip());
        assertThat(Files.readString(data.resolve("logs/gateway.log")))
                .contains("POSTERN_ENVIRONMENT")
                .doesNotContain("POSTERN_API_KEY", "POSTERN_KAFKA_PORT");
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = Integer.toString(other.getLocalPort());

            // When
            Process up = mains.start("Up", "busy", Map.of("POSTERN_INGEST_PORT", taken));

            // Then
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(1);
            assertThat(mains.output("busy")).contains("Port " + taken + " is in use", "POSTERN_INGEST_PORT");
        }
    }

    @Test
    void tellsWhyItCannotStart() throws Exception {
        // When
        Process up = mains.start("Up", "failing", Map.of(FakeService.FAILS, "yes"));

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(mains.output("failing")).contains("ended while starting", "the setting postern.fake is missing");
        assertThat(mains.processes()).isEmpty();
    }

    @Test
    void stopsWhileItIsStarting() throws Exception {
        // Given
        Process up = mains.start("Up", "starting", Map.of(FakeService.HANGS, "yes"));
        Awaitility.await().atMost(Mains.PATIENCE).until(() -> mains.processes().size() == 4);
        List<ProcessHandle> processes = mains.processes();

        // When
        up.destroy();

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isZero();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(mains.databaseMark()).doesNotExist();
    }

    @Test
    void saysBesideAHalfDeadOneWhatIsWrong() throws Exception {
        // Given
        Process first = mains.start("Up", "first", Map.of());
        mains.awaitReady(first, "first");
        Mains.suspend(first);
        ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(mains.databaseMark()).getFirst().strip()))
                .orElseThrow()
                .destroyForcibly();
        new PidFile(data.resolve("run/gateway.pid")).running().orElseThrow().destroyForcibly();

        // When
        Process second = mains.start("Up", "second", Map.of());

        // Then
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(mains.output("second"))
                .contains(
                        "Postern already runs on " + data,
                        "but PostgreSQL is not running, ",
                        "gateway is not ready",
                        "./postern down, then ./postern up")
                .doesNotContain("credential-service is not ready");
    }
}
