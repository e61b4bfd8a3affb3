package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.process.PidFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the mains do about processes that end, as processes themselves. */
class UpAfterFailuresTest {
    private static final List<String> SERVICES =
            List.of("gateway", "credential-service", "code-ingest-service", "totp-resolver-service");

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

    /** All in one start, which takes longer than all that happens in it. */
    @Test
    void startsAgainWhateverEndsAndEndsWithTheBroker() throws Exception {
        // Given
        Path hungry = folder.resolve("code-ingest-service");
        Path lost = folder.resolve("gateway");
        Process up = mains.start(
                "Up", "healing", Map.of(FakeService.HUNGRY, hungry.toString(), FakeService.LOST, lost.toString()));
        mains.awaitReady(up, "healing");
        List<ProcessHandle> before = mains.processes();

        // When
        Files.writeString(hungry, "");
        Files.writeString(lost, "");
        for (String service : List.of("credential-service", "totp-resolver-service")) {
            new PidFile(data.resolve("run/" + service + ".pid"))
                    .running()
                    .orElseThrow()
                    .destroyForcibly();
        }
        databaseDiesAndKeepsItsData(() -> mains.awaitTold(up, "healing", "PostgreSQL is ready again"));
        mains.awaitTold(up, "healing", "gateway said that it cannot go on, and was ended; starting it again in 1 s");
        Files.delete(lost);

        // Then
        for (String service : SERVICES) {
            mains.awaitTold(up, "healing", service + " is ready again");
        }
        assertThat(mains.output("healing"))
                .contains(
                        "credential-service ended (exit code 137); starting it again in 1 s",
                        "totp-resolver-service ended (exit code 137); starting it again in 1 s",
                        "code-ingest-service ended (exit code 3); starting it again in 1 s",
                        "PostgreSQL ended; starting it again in 1 s");
        assertThat(Files.readString(data.resolve("logs/code-ingest-service.log.1")))
                .contains("OutOfMemoryError")
                .doesNotContain("survived");
        assertThat(mains.processes())
                .hasSize(4)
                .allMatch(ProcessHandle::isAlive)
                .doesNotContainAnyElementsOf(before);

        // When
        theBrokerLosesItsFolder();

        // Then
        assertThat(up.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(mains.output("healing")).contains("everything was stopped, because Kafka cannot go on");
        assertThat(mains.processes()).isEmpty();
        assertThat(mains.databaseMark()).doesNotExist();
    }

    private void databaseDiesAndKeepsItsData(Runnable awaitStart) throws Exception {
        String password = Files.readString(data.resolve("postgres/codes.password"));
        String url = "jdbc:postgresql://127.0.0.1:" + mains.ports().postgres() + "/codes";
        try (Connection connection = DriverManager.getConnection(url, "codes", password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (value text)");
        }
        long postmaster = Long.parseLong(
                Files.readAllLines(mains.databaseMark()).getFirst().strip());
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
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", "127.0.0.1:" + mains.ports().kafka()))) {
            var _ = admin.createTopics(List.of(new NewTopic("another", 1, (short) 1)));
            Awaitility.await()
                    .atMost(Mains.PATIENCE)
                    .until(() -> mains.output("healing").contains("Kafka cannot go on"));
        }
    }

    @Test
    void upAndDownPutAwayWhatAKilledUpLeftBehind() throws Exception {
        // Given
        Process killed = mains.start("Up", "killed", Map.of());
        mains.awaitReady(killed, "killed");
        List<ProcessHandle> first = mains.processes();
        killed.destroyForcibly().waitFor();
        assertThat(first).hasSize(4).allMatch(ProcessHandle::isAlive);

        // When
        Process again = mains.start("Up", "again", Map.of());
        mains.awaitReady(again, "again");

        // Then
        List<ProcessHandle> second = mains.processes();
        assertThat(first).noneMatch(ProcessHandle::isAlive);
        assertThat(second).hasSize(4).allMatch(ProcessHandle::isAlive);

        // When
        again.destroyForcibly().waitFor();
        Process down = mains.start("Down", "down", Map.of());

        // Then
        assertThat(down.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(down.exitValue()).isZero();
        assertThat(second).noneMatch(ProcessHandle::isAlive);
        assertThat(mains.databaseMark()).doesNotExist();
    }
}
