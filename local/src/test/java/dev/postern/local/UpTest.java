package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.process.PidFile;
import dev.postern.local.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two mains as processes, since how they end is what counts. */
class UpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final Ports ports = Ports.free();
    private Path data;

    @BeforeEach
    void build() {
        FakeCheckout.in(folder.resolve("check out"));
        data = folder.resolve("data");
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
        new Leftovers(data).stop();
    }

    @Test
    void saysHowToUseItAndStopsEverythingWhenToldTo() throws Exception {
        // Given
        Process up = start("Up", "first", Map.of("POSTERN_API_KEY", "of the shell it was started from"));
        awaitReady(up, "first");
        List<ProcessHandle> processes = processes();

        // When
        up.destroy();

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isZero();
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(databaseMark()).doesNotExist();
        assertThat(data.resolve("run/up.pid")).doesNotExist();
        assertThat(output("first"))
                .contains("http://127.0.0.1:" + ports.gateway() + "/", "eval \"$(./postern env)\"", "Prefer: wait=30")
                .doesNotContain(Files.readString(data.resolve("api-key")).strip());
        assertThat(Files.readString(data.resolve("logs/gateway.log")))
                .contains("POSTERN_ENVIRONMENT")
                .doesNotContain("POSTERN_API_KEY", "POSTERN_KAFKA_PORT");
    }

    @Test
    void runsOnceOnADataFolder() throws Exception {
        // Given
        awaitReady(start("Up", "first", Map.of()), "first");

        // When
        Process second = start("Up", "second", Map.of());

        // Then
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("second")).contains("Postern already runs on " + data, "./postern down");
        assertThat(processes()).hasSize(4).allMatch(ProcessHandle::isAlive);
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = Integer.toString(other.getLocalPort());

            // When
            Process up = start("Up", "busy", Map.of("POSTERN_INGEST_PORT", taken));

            // Then
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(1);
            assertThat(output("busy")).contains("Port " + taken + " is in use", "POSTERN_INGEST_PORT");
        }
    }

    @Test
    void tellsWhyItCannotStart() throws Exception {
        // When
        Process up = start("Up", "failing", Map.of(FakeService.FAILS, "yes"));

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(output("failing")).contains("ended while starting", "the setting postern.fake is missing");
        assertThat(processes()).isEmpty();
    }

    @Test
    void stopsWhileItIsStarting() throws Exception {
        // Given
        Process up = start("Up", "starting", Map.of(FakeService.HANGS, "yes"));
        Awaitility.await().atMost(PATIENCE).until(() -> processes().size() == 4);
        List<ProcessHandle> processes = processes();

        // When
        up.destroy();

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isZero();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(databaseMark()).doesNotExist();
    }

    @Test
    void endsWithTheServiceThatEndsByItself() throws Exception {
        // Given
        Process up = start("Up", "dying", Map.of());
        awaitReady(up, "dying");
        List<ProcessHandle> processes = processes();

        // When
        new PidFile(data.resolve("run/gateway.pid")).running().orElseThrow().destroyForcibly();

        // Then
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(output("dying")).contains("one part ended by itself: gateway");
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(databaseMark()).doesNotExist();
    }

    @Test
    void downStopsWhatAKilledUpLeftBehind() throws Exception {
        // Given
        Process up = start("Up", "killed", Map.of());
        awaitReady(up, "killed");
        List<ProcessHandle> processes = processes();
        up.destroyForcibly().waitFor();
        assertThat(processes).hasSize(4).allMatch(ProcessHandle::isAlive);

        // When
        Process down = start("Down", "down", Map.of());

        // Then
        assertThat(down.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(down.exitValue()).isZero();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(databaseMark()).doesNotExist();
    }

    @Test
    void startsAgainOverWhatAKilledUpLeftBehind() throws Exception {
        // Given
        Process killed = start("Up", "killed", Map.of());
        awaitReady(killed, "killed");
        List<ProcessHandle> processes = processes();
        killed.destroyForcibly().waitFor();

        // When
        awaitReady(start("Up", "again", Map.of()), "again");

        // Then
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(processes()).hasSize(4).allMatch(ProcessHandle::isAlive);
    }

    private Process start(String main, String name, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.postern.local." + main));
        if (main.equals("Up")) {
            command.add(folder.resolve("check out").toString());
        }
        command.add(data.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        ports.named().forEach((port, number) -> builder.environment().put("POSTERN_" + port + "_PORT", "" + number));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void awaitReady(Process up, String name) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> !up.isAlive())
                .until(() -> output(name).contains("Ctrl-C stops everything"));
    }

    private String output(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"), StandardCharsets.UTF_8);
    }

    /** The services that run, as they stand in the data folder. */
    private List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> processes = new ArrayList<>();
        if (!Files.isDirectory(data.resolve("run"))) {
            return processes;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.resolve("run"), "*.pid")) {
            for (Path file : files) {
                if (!file.endsWith("up.pid")) {
                    new PidFile(file).running().ifPresent(processes::add);
                }
            }
        }
        return processes;
    }

    /** There while the database server runs: its process may stay as a zombie where nobody collects those. */
    private Path databaseMark() {
        return data.resolve("postgres/data/postmaster.pid");
    }
}
