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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two mains as processes, since how they end is what counts. */
class UpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SERVICES =
            List.of("gateway", "credential-service", "code-ingest-service", "totp-resolver-service");

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
    void saysHowToUseItRunsOnceOnADataFolderAndStopsEverythingWhenToldTo() throws Exception {
        // Given
        Process up = start("Up", "first", Map.of("POSTERN_API_KEY", "of the shell it was started from"));
        awaitReady(up, "first");
        List<ProcessHandle> processes = processes();

        // When
        Process second = start("Up", "second", Map.of());

        // Then
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("second")).contains("Postern already runs on " + data, "./postern down");
        assertThat(processes).allMatch(ProcessHandle::isAlive);

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

    /** All in one start, which takes longer than all that happens in it. */
    @Test
    void startsAgainWhateverEndsAndEndsWithTheBroker() throws Exception {
        // Given
        Path hungry = folder.resolve("code-ingest-service");
        Path lost = folder.resolve("gateway");
        Process up = start(
                "Up", "healing", Map.of(FakeService.HUNGRY, hungry.toString(), FakeService.LOST, lost.toString()));
        awaitReady(up, "healing");
        List<ProcessHandle> before = processes();

        // When
        Files.writeString(hungry, "");
        Files.writeString(lost, "");
        for (String service : List.of("credential-service", "totp-resolver-service")) {
            new PidFile(data.resolve("run/" + service + ".pid"))
                    .running()
                    .orElseThrow()
                    .destroyForcibly();
        }
        databaseDiesAndKeepsItsData(() -> awaitTold(up, "healing", "PostgreSQL is ready again"));
        awaitTold(up, "healing", "gateway said that it cannot go on, and was ended; starting it again in 1 s");
        Files.delete(lost);

        // Then
        for (String service : SERVICES) {
            awaitTold(up, "healing", service + " is ready again");
        }
        assertThat(output("healing"))
                .contains(
                        "credential-service ended (exit code 137); starting it again in 1 s",
                        "totp-resolver-service ended (exit code 137); starting it again in 1 s",
                        "code-ingest-service ended (exit code 3); starting it again in 1 s",
                        "PostgreSQL ended; starting it again in 1 s");
        assertThat(Files.readString(data.resolve("logs/code-ingest-service.log.1")))
                .contains("OutOfMemoryError")
                .doesNotContain("survived");
        assertThat(processes()).hasSize(4).allMatch(ProcessHandle::isAlive).doesNotContainAnyElementsOf(before);

        // When
        theBrokerLosesItsFolder();

        // Then
        assertThat(up.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(output("healing")).contains("everything was stopped, because Kafka cannot go on");
        assertThat(processes()).isEmpty();
        assertThat(databaseMark()).doesNotExist();
    }

    private void databaseDiesAndKeepsItsData(Runnable awaitStart) throws Exception {
        String password = Files.readString(data.resolve("postgres/codes.password"));
        String url = "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/codes";
        try (Connection connection = DriverManager.getConnection(url, "codes", password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (value text)");
        }
        long postmaster =
                Long.parseLong(Files.readAllLines(databaseMark()).getFirst().strip());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        awaitStart.run();
        try (Connection connection = DriverManager.getConnection(url, "codes", password);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT * FROM kept").next()).isFalse();
        }
    }

    /** It notices when it has to make a topic. */
    private void theBrokerLosesItsFolder() throws Exception {
        Path kafka = data.resolve("kafka");
        Files.move(kafka, data.resolve("kafka-that-was"));
        Files.writeString(kafka, "");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()))) {
            var _ = admin.createTopics(List.of(new NewTopic("another", 1, (short) 1)));
            Awaitility.await().atMost(PATIENCE).until(() -> output("healing").contains("Kafka cannot go on"));
        }
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
    void upAndDownPutAwayWhatAKilledUpLeftBehind() throws Exception {
        // Given
        Process killed = start("Up", "killed", Map.of());
        awaitReady(killed, "killed");
        List<ProcessHandle> first = processes();
        killed.destroyForcibly().waitFor();
        assertThat(first).hasSize(4).allMatch(ProcessHandle::isAlive);

        // When
        Process again = start("Up", "again", Map.of());
        awaitReady(again, "again");

        // Then
        List<ProcessHandle> second = processes();
        assertThat(first).noneMatch(ProcessHandle::isAlive);
        assertThat(second).hasSize(4).allMatch(ProcessHandle::isAlive);

        // When
        again.destroyForcibly().waitFor();
        Process down = start("Down", "down", Map.of());

        // Then
        assertThat(down.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(down.exitValue()).isZero();
        assertThat(second).noneMatch(ProcessHandle::isAlive);
        assertThat(databaseMark()).doesNotExist();
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
