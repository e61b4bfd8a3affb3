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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Each process of the system but the one that runs the others. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "credential-service", "code-ingest-service", "totp-resolver-service"})
    void startsAServiceAgainThatEnds(String service) throws Exception {
        // Given
        Process up = start("Up", "healing", Map.of());
        awaitReady(up, "healing");
        ProcessHandle killed =
                new PidFile(data.resolve("run/" + service + ".pid")).running().orElseThrow();

        // When
        killed.destroyForcibly();

        // Then
        awaitTold(up, "healing", service + " is ready again");
        assertThat(output("healing")).contains(service + " ended (exit code 137); starting it again in 1 s");
        assertThat(processes()).hasSize(4).allMatch(ProcessHandle::isAlive).doesNotContain(killed);
        up.destroy();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isZero();
        assertThat(databaseMark()).doesNotExist();
    }

    @Test
    void startsTheDatabaseAgainThatDiesWithItsData() throws Exception {
        // Given
        Process up = start("Up", "healing", Map.of());
        awaitReady(up, "healing");
        long postmaster =
                Long.parseLong(Files.readAllLines(databaseMark()).getFirst().strip());
        String password = Files.readString(data.resolve("postgres/codes.password"));
        String url = "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/codes";
        try (Connection connection = DriverManager.getConnection(url, "codes", password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (value text)");
        }

        // When
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();

        // Then
        awaitTold(up, "healing", "PostgreSQL is ready again");
        assertThat(output("healing")).contains("PostgreSQL ended; starting it again in 1 s");
        try (Connection connection = DriverManager.getConnection(url, "codes", password);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT * FROM kept").next()).isFalse();
        }
        up.destroy();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(databaseMark()).doesNotExist();
    }

    @Test
    void startsAServiceAgainThatRunsOutOfMemory() throws Exception {
        // Given
        Path hungry = folder.resolve("code-ingest-service");
        Process up = start("Up", "hungry", Map.of(FakeService.HUNGRY, hungry.toString()));
        awaitReady(up, "hungry");

        // When
        Files.writeString(hungry, "");

        // Then
        awaitTold(up, "hungry", "code-ingest-service is ready again");
        assertThat(output("hungry")).contains("code-ingest-service ended (exit code 3); starting it again in 1 s");
        assertThat(Files.readString(data.resolve("logs/code-ingest-service.log.1")))
                .contains("OutOfMemoryError")
                .doesNotContain("survived");
    }

    @Test
    void endsAServiceThatSaysThatItCannotGoOnAndStartsItAgain() throws Exception {
        // Given
        Path lost = folder.resolve("gateway");
        Process up = start("Up", "lost", Map.of(FakeService.LOST, lost.toString()));
        awaitReady(up, "lost");

        // When
        Files.writeString(lost, "");
        awaitTold(up, "lost", "gateway said that it cannot go on, and was ended; starting it again in 1 s");
        Files.delete(lost);

        // Then
        awaitTold(up, "lost", "gateway is ready again");
    }

    @Test
    void saysBesideAHalfDeadOneWhatIsWrong() throws Exception {
        // Given
        Process first = start("Up", "first", Map.of());
        awaitReady(first, "first");
        suspend(first);
        ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(databaseMark()).getFirst().strip()))
                .orElseThrow()
                .destroyForcibly();
        new PidFile(data.resolve("run/gateway.pid")).running().orElseThrow().destroyForcibly();

        // When
        Process second = start("Up", "second", Map.of());

        // Then
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("second"))
                .contains(
                        "Postern already runs on " + data,
                        "but PostgreSQL is not running, ",
                        "gateway is not ready",
                        "./postern down, then ./postern up")
                .doesNotContain("credential-service is not ready");
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

    private void awaitTold(Process up, String name, String line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> !up.isAlive())
                .until(() -> output(name).contains(line));
    }

    /** It can then start nothing again. */
    private static void suspend(Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
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
